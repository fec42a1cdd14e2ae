// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {IOptionsBook} from "../interfaces/IOptionsBook.sol";
import {ISeriesDescriptor} from "../interfaces/ISeriesDescriptor.sol";
import {PlainText} from "../libraries/PlainText.sol";
import {TokenText} from "../libraries/TokenText.sol";
import {OptionKind, OptionStyle, SeriesStage, SeriesTerms} from "../types/OptionTypes.sol";

/// @title Describes option tokens as JSON with a small image, on chain
/// @notice One serves any number of books; it has no state.
/// @dev Checks: what {TokenText} does. Does not check: that the caller is a book of options, or tells the truth.
contract SeriesDescriptor is ISeriesDescriptor {
    using Strings for address;
    using Strings for uint256;

    /// @dev A double quote.
    string private constant QUOTE = hex"22";

    /// @dev All words that are shown, clean of anything that JSON or an image gives a meaning.
    struct Words {
        string side;
        string kind;
        string style;
        string underlying;
        string quote;
        string strike;
        string expiry;
        string effectiveExpiry;
        string stage;
    }

    /// @inheritdoc ISeriesDescriptor
    function describe(uint256 id) external view returns (string memory uri) {
        IOptionsBook book = IOptionsBook(msg.sender);
        SeriesTerms memory terms = book.termsOf(id);
        (uint8 underlyingDecimals, uint8 quoteDecimals, ) = book.decimalsOf(id);
        uint40 at = book.effectiveExpiry(id);
        Words memory w = Words({
            side: id & 1 == 0 ? "long" : "short",
            kind: terms.kind == OptionKind.Call ? "call" : "put",
            style: _styleOf(terms.style),
            underlying: TokenText.symbolOf(terms.underlying),
            quote: TokenText.symbolOf(terms.quote),
            strike: PlainText.amount(terms.strike, quoteDecimals),
            expiry: PlainText.dateTime(terms.expiry),
            effectiveExpiry: at == type(uint40).max ? "open" : PlainText.dateTime(at),
            stage: _stageOf(book.stageOf(id))
        });
        string memory json = string.concat(
            _head(w, underlyingDecimals),
            _value("properties", string.concat("{", _properties(w), _exactTerms(terms, at), "}")),
            "}"
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    function _head(Words memory w, uint8 decimals) private pure returns (string memory json) {
        string memory name = string.concat(w.underlying, " ", w.kind, " ", w.strike, " ", w.quote);
        name = string.concat(name, " ", w.expiry, ", ", w.side);
        string memory said = string.concat("The ", w.side, " side of a ", w.kind, " on ", w.underlying, ", ", w.style);
        said = string.concat(said, ", fully collateralised. An outage of the sequencer over the expiry moves it.");
        return
            string.concat(
                "{",
                _pair("decimals", uint256(decimals).toString()),
                _text("name", name),
                _text("description", said),
                _text("image", string.concat("data:image/svg+xml;base64,", Base64.encode(bytes(_image(w)))))
            );
    }

    function _image(Words memory w) private pure returns (string memory svg) {
        svg = string.concat(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 420 180' font-family='monospace' font-size='14'>",
            "<rect width='420' height='180' rx='8' fill='#f4f1ea'/>",
            _line("36", string.concat(w.side, " ", w.kind, " on ", w.underlying)),
            _line("66", string.concat("strike ", w.strike, " ", w.quote))
        );
        return
            string.concat(
                svg,
                _line("96", string.concat("expiry ", w.expiry)),
                _line("126", string.concat("may be used until ", w.effectiveExpiry)),
                _line("156", string.concat(w.style, ", ", w.stage)),
                "</svg>"
            );
    }

    function _properties(Words memory w) private pure returns (string memory json) {
        json = string.concat(
            _pair("side", _quoted(w.side)),
            _text("kind", w.kind),
            _text("style", w.style),
            _text("underlying", w.underlying),
            _text("quote", w.quote)
        );
        return
            string.concat(
                json,
                _text("strike", w.strike),
                _text("expiry", w.expiry),
                _text("effectiveExpiry", w.effectiveExpiry),
                _text("stage", w.stage)
            );
    }

    /// @dev What a program wants: addresses, and times in seconds; `null` while the expiry is open.
    function _exactTerms(SeriesTerms memory terms, uint40 at) private pure returns (string memory json) {
        return
            string.concat(
                _text("underlyingToken", terms.underlying.toHexString()),
                _text("quoteToken", terms.quote.toHexString()),
                _value("exerciseStartTime", uint256(terms.exerciseStart).toString()),
                _value("expiryTime", uint256(terms.expiry).toString()),
                _value("effectiveExpiryTime", at == type(uint40).max ? "null" : uint256(at).toString())
            );
    }

    function _line(string memory y, string memory text) private pure returns (string memory svg) {
        return string.concat("<text x='20' y='", y, "'>", text, "</text>");
    }

    function _text(string memory key, string memory text) private pure returns (string memory json) {
        return _value(key, _quoted(text));
    }

    function _value(string memory key, string memory value) private pure returns (string memory json) {
        return string.concat(",", _pair(key, value));
    }

    function _pair(string memory key, string memory value) private pure returns (string memory json) {
        return string.concat(_quoted(key), ":", value);
    }

    function _quoted(string memory text) private pure returns (string memory json) {
        return string.concat(QUOTE, text, QUOTE);
    }

    function _styleOf(OptionStyle style) private pure returns (string memory text) {
        if (style == OptionStyle.AmericanPhysical) return "American, physical";
        return style == OptionStyle.EuropeanPhysical ? "European, physical" : "European, cash";
    }

    function _stageOf(SeriesStage stage) private pure returns (string memory text) {
        if (stage == SeriesStage.Live) return "live";
        if (stage == SeriesStage.Extended) return "extended";
        return stage == SeriesStage.Settling ? "settling" : "settled";
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";

/// @title A vault with loans that knows nothing of outages
/// @notice The example protocol of the outage lab's template: replace it by your own. Collateral has 18 decimals, the debt asset 6 and is
/// worth a dollar, the price feed has 8. Not for use: no interest, no lenders' shares, no age of the price.
/// @dev Paying in and repaying read no price; the feed that the constructor is given decides all else.
contract PlainVault {
    using SafeERC20 for IERC20;

    /// @notice Most debt per value of collateral after a borrow or a withdrawal, in basis points.
    uint256 public constant MAX_LTV_BPS = 9_000;
    /// @notice Debt per value of collateral above which a position may be liquidated, in basis points.
    uint256 public constant THRESHOLD_BPS = 9_200;
    /// @notice What a liquidator gets on top of the debt repaid, in basis points of it.
    uint256 public constant BONUS_BPS = 200;

    uint256 private constant BPS = 10_000;
    /// @dev Decimals of collateral and price, less those of the debt asset.
    uint256 private constant SCALE = 1e20;

    /// @notice Collateral token.
    IERC20 public immutable COLLATERAL;
    /// @notice Debt token.
    IERC20 public immutable DEBT;
    /// @notice Price feed of the collateral.
    IAggregatorV3 public immutable PRICE_FEED;

    /// @notice Collateral of each account.
    mapping(address account => uint256 amount) public collateralOf;
    /// @notice Debt of each account.
    mapping(address account => uint256 amount) public debtOf;

    /// @notice A position was liquidated.
    /// @param liquidator Who repaid and received the collateral.
    /// @param account Whose position it was.
    /// @param repaid Debt repaid.
    /// @param seized Collateral received.
    event Liquidated(address indexed liquidator, address indexed account, uint256 repaid, uint256 seized);

    /// @notice The feed has no price.
    error NoPrice(int256 answer);
    /// @notice The account would owe more than its collateral allows.
    error Undercollateralised(address account);
    /// @notice The account may not be liquidated.
    error Healthy(address account);

    /// @param collateral Collateral token.
    /// @param debt Debt token.
    /// @param priceFeed Price of the collateral in dollars.
    constructor(IERC20 collateral, IERC20 debt, IAggregatorV3 priceFeed) {
        (COLLATERAL, DEBT, PRICE_FEED) = (collateral, debt, priceFeed);
    }

    /// @notice Anybody may add collateral for anybody.
    /// @param amount How much.
    /// @param account For whom.
    function deposit(uint256 amount, address account) external {
        collateralOf[account] += amount;
        COLLATERAL.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @notice Takes the caller's collateral back; without debt no price is read.
    /// @param amount How much.
    function withdraw(uint256 amount) external {
        collateralOf[msg.sender] -= amount;
        if (debtOf[msg.sender] != 0) _requireBelow(MAX_LTV_BPS, msg.sender);
        COLLATERAL.safeTransfer(msg.sender, amount);
    }

    /// @notice Borrows against the caller's collateral.
    /// @param amount How much.
    function borrow(uint256 amount) external {
        debtOf[msg.sender] += amount;
        _requireBelow(MAX_LTV_BPS, msg.sender);
        DEBT.safeTransfer(msg.sender, amount);
    }

    /// @notice Anybody may repay for anybody; what exceeds the debt is not taken.
    /// @param amount Most to repay.
    /// @param account For whom.
    function repay(uint256 amount, address account) external {
        uint256 repaid = Math.min(amount, debtOf[account]);
        debtOf[account] -= repaid;
        DEBT.safeTransferFrom(msg.sender, address(this), repaid);
    }

    /// @notice Repays debt of a position above the threshold, for collateral of that value and the bonus; where the collateral
    /// does not cover all of it, the rest of the debt stays.
    /// @param account Whose position.
    /// @param amount Most to repay.
    function liquidate(address account, uint256 amount) external {
        uint256 price = _price();
        if (!_exceeds(THRESHOLD_BPS, account, price)) revert Healthy(account);
        uint256 repaid = Math.min(amount, debtOf[account]);
        uint256 seized = (repaid * (BPS + BONUS_BPS) * SCALE) / (BPS * price);
        if (seized > collateralOf[account]) {
            seized = collateralOf[account];
            repaid = (seized * BPS * price) / ((BPS + BONUS_BPS) * SCALE);
        }
        debtOf[account] -= repaid;
        collateralOf[account] -= seized;
        emit Liquidated(msg.sender, account, repaid, seized);
        DEBT.safeTransferFrom(msg.sender, address(this), repaid);
        COLLATERAL.safeTransfer(msg.sender, seized);
    }

    function _requireBelow(uint256 ltvBps, address account) private view {
        if (_exceeds(ltvBps, account, _price())) revert Undercollateralised(account);
    }

    function _exceeds(uint256 ltvBps, address account, uint256 price) private view returns (bool exceeds) {
        return debtOf[account] * SCALE * BPS > collateralOf[account] * price * ltvBps;
    }

    function _price() private view returns (uint256 price) {
        (, int256 answer, , , ) = PRICE_FEED.latestRoundData();
        if (answer <= 0) revert NoPrice(answer);
        return uint256(answer);
    }
}

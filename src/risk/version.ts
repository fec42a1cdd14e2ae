/** Version of the engine: stands in every result. A test holds it equal to the version of the package. */
export const ENGINE_VERSION = "0.1.0";

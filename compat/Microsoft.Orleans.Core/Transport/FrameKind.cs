namespace Orleans.Runtime;

/// <summary>What a frame carries. Kinds that are not known are passed over.</summary>
internal enum FrameKind : byte
{
    /// <summary>The first frame of the side that connects.</summary>
    Hello = 1,

    /// <summary>Its answer: the connection is open.</summary>
    Welcome,

    /// <summary>Its answer: the connection will be closed, and why.</summary>
    Refusal,
    Request,
    Response,

    /// <summary>Nobody waits any more for the answer to a request.</summary>
    Cancel,

    /// <summary>A request to a service of the runtime.</summary>
    ServiceRequest,
    ServiceResponse,

    /// <summary>The sender takes no more calls and will close the connection in order.</summary>
    Goodbye,
}

namespace RagCluster.Client;

/// <summary>What kept a call from succeeding.</summary>
public enum RagFailure
{
    /// <summary>The server answered that it does not do it: the exception has its problem.</summary>
    Refused = 0,

    /// <summary>No server took the connection; nothing was done.</summary>
    Unreachable = 1,

    /// <summary>The connection ended before the answer was whole; it may have been done.</summary>
    Interrupted = 2,

    /// <summary>The server took longer than the client waits; it may have been done.</summary>
    TimedOut = 3,

    /// <summary>What answered is no RagCluster server, or one of another version.</summary>
    Foreign = 4,
}

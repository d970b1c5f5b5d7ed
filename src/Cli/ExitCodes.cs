namespace RagCluster.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Everything worked.</summary>
    internal const int Ok = 0;

    /// <summary>Something failed; standard error says what.</summary>
    internal const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    internal const int Usage = 2;

    /// <summary>The server asks for credentials, or for better ones.</summary>
    internal const int Denied = 4;

    /// <summary>Ended by Ctrl-C.</summary>
    internal const int Interrupted = 130;
}

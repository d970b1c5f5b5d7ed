using System.Collections.Concurrent;

namespace RagCluster.TestKit.Servers;

/// <summary>
/// Ends the servers that all tests of this process share when the process exits. Whoever runs the tests kills the process a moment after
/// its last test, and a server that has had no signal by then stays for ever: all are signalled before the first is waited for.
/// </summary>
internal static class SharedServers
{
    private static readonly ConcurrentQueue<SharedServer> Running = new();

    static SharedServers() => AppDomain.CurrentDomain.ProcessExit += (_, _) => End();

    /// <summary>Has a server end with this process.</summary>
    public static void Add(SharedServer server) => Running.Enqueue(server);

    private static void End()
    {
        foreach (SharedServer server in Running)
            server.Process().SignalAtExit(server.ExitSignal);
        foreach (SharedServer server in Running)
            server.Process().WaitAtExit();
        foreach (SharedServer server in Running)
            server.Folder.Delete(recursive: true);
    }
}

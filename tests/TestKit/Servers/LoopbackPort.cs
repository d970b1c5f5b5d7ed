using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace RagCluster.TestKit.Servers;

/// <summary>
/// Ports on the loopback address that belong to this process from their choice to its end. A socket holds each one without listening: until
/// then the system gives it to nobody else, neither to another listener nor to an outgoing connection, and it refuses connections. Whoever
/// is to listen there shares it, this process or one that it starts (Unix, SO_REUSEADDR, which .NET and all our servers set).
/// </summary>
public static class LoopbackPort
{
    /// <summary>The loopback address.</summary>
    public const string Address = "127.0.0.1";

    private static readonly ConcurrentBag<Socket> Holders = [];

    /// <summary>A port for a listener, or for nobody.</summary>
    public static int Reserve()
    {
        Socket holder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)holder.LocalEndPoint!).Port;
        if (OperatingSystem.IsWindows())
            holder.Dispose();
        else
            Holders.Add(holder);
        return port;
    }
}

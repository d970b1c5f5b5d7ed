using System.Net;
using System.Net.Sockets;

namespace RagCluster.TestKit.Servers;

/// <summary>Free ports on the loopback address.</summary>
public static class LoopbackPort
{
    /// <summary>The loopback address.</summary>
    public const string Address = "127.0.0.1";

    /// <summary>A port that was free a moment ago.</summary>
    public static int Free()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

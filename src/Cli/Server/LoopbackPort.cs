using System.Net;
using System.Net.Sockets;
using RagCluster.Cli.Client;

namespace RagCluster.Cli.Server;

/// <summary>Ports on the loopback address.</summary>
internal static class LoopbackPort
{
    /// <summary>A port that was free a moment ago.</summary>
    internal static int Free()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>The first of several ports in a row that were free a moment ago.</summary>
    internal static int Free(int count)
    {
        int first = Free();
        while (!Enumerable.Range(first, count).All(IsFree))
        {
            first = Free();
        }

        return first;
    }

    private static bool IsFree(int port)
    {
        if (port > IPEndPoint.MaxPort)
            return false;
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Refuses a port at which something listens.</summary>
    /// <exception cref="RagClientException">Something does; the message names the fix.</exception>
    internal static async Task RequireUnusedAsync(int port, CancellationToken cancellationToken)
    {
        if (port > IPEndPoint.MaxPort)
            throw new RagClientException($"Port {port} does not exist: choose a lower first port with --port.");
        if (port != 0 && await AnswersAsync(port, cancellationToken))
            throw new RagClientException($"Port {port} is in use: end what listens there, or choose another port with --port.");
    }

    /// <summary>Whether something listens.</summary>
    internal static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

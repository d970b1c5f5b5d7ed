using System.Net;
using System.Net.Sockets;
using RagCluster.Cli.Client;

namespace RagCluster.Cli.Server;

/// <summary>Ports on the loopback address.</summary>
internal static class LoopbackPort
{
    // A held socket never listens. Until a server does, which this command starts and which may share the port (Unix; SO_REUSEADDR), the
    // system gives the port to nobody else, neither to another server nor to an outgoing connection.
    private static readonly List<Socket> Held = [];

    /// <summary>A free port, held until this command ends.</summary>
    internal static int Reserve() => Reserve(1);

    /// <summary>The first of several free ports in a row, held until this command ends.</summary>
    internal static int Reserve(int count)
    {
        while (true)
        {
            List<Socket> row = [];
            if (!TryBind(row, 0))
                continue;
            int first = ((IPEndPoint)row[0].LocalEndPoint!).Port;
            if (Enumerable.Range(first + 1, count - 1).All(port => TryBind(row, port)))
            {
                if (OperatingSystem.IsWindows())
                    row.ForEach(socket => socket.Dispose());
                lock (Held)
                    Held.AddRange(row);
                return first;
            }

            row.ForEach(socket => socket.Dispose());
        }
    }

    private static bool TryBind(List<Socket> row, int port)
    {
        if (port > IPEndPoint.MaxPort)
            return false;
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        row.Add(socket);
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

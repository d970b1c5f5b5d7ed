using System.Net;
using System.Net.Sockets;

namespace Orleans.TestingHost;

/// <summary>
/// Finds ports for the silos of a cluster and holds them until the process ends, so that test processes that run at once don't meet.
/// </summary>
internal static class FreePorts
{
    public const int RangeLength = 20;

    // Bound and never listening: nobody else is given these ports, and the silos of this process may share them (Unix; SO_REUSEADDR).
    private static readonly Dictionary<int, List<Socket>> Held = [];

    public static int FindRange()
    {
        lock (Held)
        {
            while (true)
            {
                int first = Random.Shared.Next(500, 1500) * RangeLength;
                if (Held.ContainsKey(first) || TryHold(first) is not { } sockets)
                    continue;
                Held[first] = sockets;
                return first;
            }
        }
    }

    private static List<Socket>? TryHold(int first)
    {
        List<Socket> sockets = new();
        try
        {
            for (int port = first; port < first + RangeLength; port++)
            {
                Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            }

            if (OperatingSystem.IsWindows())
                sockets.ForEach(socket => socket.Dispose());
            return sockets;
        }
        catch (SocketException)
        {
            sockets.ForEach(socket => socket.Dispose());
            return null;
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Orleans.TestingHost;

/// <summary>Finds ports for the silos of a cluster, so that test processes that run at once don't meet.</summary>
internal static class FreePorts
{
    public const int RangeLength = 20;

    private static readonly HashSet<int> Given = [];

    public static int FindRange()
    {
        lock (Given)
        {
            while (true)
            {
                var first = Random.Shared.Next(500, 1500) * RangeLength;
                if (Given.Contains(first) || !Enumerable.Range(first, RangeLength).All(IsFree))
                    continue;
                Given.Add(first);
                return first;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
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
}

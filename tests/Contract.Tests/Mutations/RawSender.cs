using System.Net.Sockets;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Mutations;

/// <summary>
/// Sends bytes over a connection of their own and reads until the server closes it. When it says nothing for a while, it is told that no
/// more bytes come: not before, since a client that has gone is not answered.
/// </summary>
internal sealed class RawSender(Uri server)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(250);

    /// <summary>What the connection brought; null when the server kept it open for too long.</summary>
    internal async Task<byte[]?> SendAsync(byte[] bytes)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        using TcpClient client = new();
        using MemoryStream received = new();
        try
        {
            await client.ConnectAsync(server.Host, server.Port, patience.Token);
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(bytes, patience.Token);
            Task copied = stream.CopyToAsync(received, patience.Token);
            if (await Task.WhenAny(copied, Task.Delay(Silence, TimeProvider.System, patience.Token)) != copied)
                client.Client.Shutdown(SocketShutdown.Send);
            await copied;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // The server closed it while more was being sent; what it said before is here.
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        return received.ToArray();
    }
}

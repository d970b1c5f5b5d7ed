using System.Net;
using System.Net.Sockets;
using RagCluster.TestKit.Servers;

namespace RagCluster.Contract.Tests.Server;

/// <summary>A test's port is its own from its choice on.</summary>
public sealed class LoopbackPortTests
{
    [Fact]
    public async Task ReservedPort_RefusesConnections_UntilItsOwnerListens()
    {
        int port = LoopbackPort.Reserve();
        using (TcpClient early = new())
        {
            SocketException refused = await Assert.ThrowsAsync<SocketException>(() => early.ConnectAsync(IPAddress.Loopback, port));
            Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        }

        using HttpListener listener = new();
        listener.Prefixes.Add($"http://{LoopbackPort.Address}:{port}/");
        listener.Start();
        using TcpClient late = new();
        await late.ConnectAsync(IPAddress.Loopback, port);
        Assert.True(late.Connected);
    }

    [Fact]
    public void ManyListeners_StartAtOnce()
    {
        HttpListener[] listeners = [.. Enumerable.Range(0, 300).Select(_ => new HttpListener())];
        Parallel.ForEach(
            listeners,
            listener =>
            {
                listener.Prefixes.Add($"http://{LoopbackPort.Address}:{LoopbackPort.Reserve()}/");
                listener.Start();
            }
        );
        Assert.All(listeners, listener => Assert.True(listener.IsListening));
        Array.ForEach(listeners, listener => listener.Close());
    }
}

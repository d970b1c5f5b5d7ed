using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RagCluster.Api.Operations;

namespace RagCluster.Api.Tests.Operations;

/// <summary>The connections of a node that the others have declared dead, on a server with the product's settings.</summary>
public sealed class AbandonedConnectionsTests : IAsyncLifetime
{
    private const string Answer = "answered";

    // How long a state is waited for before the test fails; a connection that stays open would say nothing for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly TaskCompletionSource _underWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _brokenOff = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IHost _node;

    public AbandonedConnectionsTests() => _node = Node();

    private NodeState State => _node.Services.GetRequiredService<NodeState>();

    public Task InitializeAsync() => _node.StartAsync();

    public async Task DisposeAsync()
    {
        await _node.StopAsync();
        _node.Dispose();
    }

    [Fact]
    public async Task IdleConnections_AreBrokenOff()
    {
        using Socket first = await ConnectAsync();
        using Socket second = await ConnectAsync();
        foreach (Socket client in (Socket[])[first, second])
        {
            await AskAsync(client, "/");
            await RequireAnswerAsync(client);
        }

        State.Abandon();
        await RequireEndAsync(first);
        await RequireEndAsync(second);
    }

    [Fact]
    public async Task ConnectionWithARequestUnderWay_IsBrokenOffWithIt()
    {
        using Socket client = await ConnectAsync();
        await AskAsync(client, "/held");
        await _underWay.Task.WaitAsync(Patience);
        State.Abandon();
        await RequireEndAsync(client);
        await _brokenOff.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task ConnectionThatComesLater_IsBrokenOff()
    {
        State.Abandon();
        // The end may come before the client has seen that it is connected.
        await RequireEndAsync(async () =>
        {
            using Socket client = await ConnectAsync();
            return await ReceiveAsync(client);
        });
    }

    [Fact]
    public async Task NodeThatDrains_KeepsItsConnections()
    {
        using Socket client = await ConnectAsync();
        await AskAsync(client, "/");
        await RequireAnswerAsync(client);
        State.Drain();
        await AskAsync(client, "/");
        await RequireAnswerAsync(client);
    }

    private IHost Node() =>
        new HostBuilder()
            .ConfigureWebHost(web =>
                web.UseKestrel()
                    .UseUrls($"http://{IPAddress.Loopback}:0")
                    .ConfigureServices(services =>
                    {
                        services.AddSingleton(TimeProvider.System);
                        services.AddRagApi();
                    })
                    .Configure(app => app.Run(AnswerAsync))
            )
            .Build();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/held")
        {
            using CancellationTokenRegistration end = context.RequestAborted.Register(() => _brokenOff.SetResult());
            _underWay.SetResult();
            await _brokenOff.Task;
            return;
        }

        context.Response.ContentLength = Answer.Length;
        await context.Response.WriteAsync(Answer);
    }

    private async Task<Socket> ConnectAsync()
    {
        IServerAddressesFeature addresses = _node
            .Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>();
        Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, new Uri(addresses.Addresses.Single()).Port);
        return client;
    }

    private static async Task AskAsync(Socket client, string path) =>
        await client.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: node\r\n\r\n"));

    private static async Task RequireAnswerAsync(Socket client)
    {
        using CancellationTokenSource patience = new(Patience);
        StringBuilder received = new();
        byte[] part = new byte[1024];
        while (!received.ToString().EndsWith(Answer, StringComparison.Ordinal))
        {
            int length = await client.ReceiveAsync(part, patience.Token);
            Assert.True(length > 0, $"The connection ended after: {received}");
            received.Append(Encoding.ASCII.GetString(part, 0, length));
        }
    }

    private static async Task<int> ReceiveAsync(Socket client)
    {
        using CancellationTokenSource patience = new(Patience);
        return await client.ReceiveAsync(new byte[1024], patience.Token);
    }

    private static Task RequireEndAsync(Socket client) => RequireEndAsync(() => ReceiveAsync(client));

    // An end, or a reset where the server had not read all that came.
    private static async Task RequireEndAsync(Func<Task<int>> receiveAsync)
    {
        try
        {
            Assert.Equal(0, await receiveAsync());
        }
        catch (SocketException error)
        {
            Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
        }
    }
}

using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Core.Tests.Serialization;
using Orleans.Serialization;

namespace Orleans.Core.Tests.Transport;

public sealed class ClientTests
{
    [Fact]
    public async Task Client_CallsThroughAGateway()
    {
        await using var silo = await SiloHost.StartAsync();
        using var client = await ConnectAsync(silo);
        var grain = client.Services.GetRequiredService<IClusterClient>().GetGrain<IProbeGrain>("a");
        Assert.Equal(silo.Address.ToString(), await grain.Where());
        float[] vector = [1, 2];
        Assert.Equal(vector, await grain.Echo(vector));
        Assert.Equal(7, (await Assert.ThrowsAsync<Shapes.Failure>(() => grain.Fail(isMarked: true))).Code);
        await Assert.ThrowsAsync<CodecNotFoundException>(async () => await grain.Same<object>(new Shapes.Unmarked()));
        var numbers = new List<int>();
        await foreach (var number in grain.Count(25))
            numbers.Add(number);
        Assert.Equal(Enumerable.Range(0, 25), numbers);
        await client.StopAsync();
    }

    [Fact]
    public async Task Client_CancelsAcrossTheGatewayOnAnotherSilo()
    {
        await using var near = await SiloHost.StartAsync();
        await using var far = await SiloHost.StartAsync();
        near.SendFarTo(far.Address);
        using var client = await ConnectAsync(near);
        var grain = client.Services.GetRequiredService<IGrainFactory>().GetGrain<IProbeGrain>("far");
        Assert.Equal(far.Address.ToString(), await grain.Where());
        using var cancellation = new CancellationTokenSource();
        var gate = Guid.NewGuid().ToString();
        var call = grain.Wait(gate, cancellation.Token);
        await Gates.Named(gate).Entered;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Gates.Named(gate + " canceled").Entered;
        await client.StopAsync();
    }

    [Fact]
    public async Task LostGateway_IsReplacedByAnotherAndFoundAgain()
    {
        var first = await SiloHost.StartAsync();
        await using var second = await SiloHost.StartAsync();
        var counts = Channel.CreateUnbounded<int>();
        using var client = Build(builder =>
            builder
                .UseStaticClustering(first.Gateway.Endpoint, second.Gateway.Endpoint)
                .AddGatewayCountChangedHandler((_, e) => counts.Writer.TryWrite(e.NumberOfConnectedGateways))
        );
        await client.StartAsync();
        Assert.Equal(2, await counts.Reader.ReadAsync());
        var factory = client.Services.GetRequiredService<IGrainFactory>();
        var seen = new HashSet<string>();
        for (var i = 0; i < 32; i++)
            seen.Add(await factory.GetGrain<IProbeGrain>($"{i}").Where());
        Assert.Equal(2, seen.Count);
        var (siloPort, gatewayPort) = (first.Address.Endpoint.Port, first.Gateway.Endpoint.Port);
        await first.DisposeAsync();
        for (var i = 0; i < 32; i++)
            Assert.Equal(second.Address.ToString(), await factory.GetGrain<IProbeGrain>($"{i}").Where());
        await using var third = await SiloHost.StartAsync(siloPort: siloPort, gatewayPort: gatewayPort);
        Assert.Equal(1, await counts.Reader.ReadAsync());
        Assert.Equal(2, await counts.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
        await client.StopAsync();
    }

    [Fact]
    public async Task NoGateway_FailsTheStartUnlessTheFilterRetries()
    {
        var port = LoopbackPort.Reserve();
        using var refused = Build(builder => builder.UseLocalhostClustering(port));
        await Assert.ThrowsAsync<SiloUnavailableException>(() => refused.StartAsync());
        SiloHost? silo = null;
        using var patient = Build(builder =>
            builder
                .UseLocalhostClustering(port)
                .UseConnectionRetryFilter(
                    async (_, _) =>
                    {
                        silo = await SiloHost.StartAsync(gatewayPort: port);
                        return true;
                    }
                )
        );
        await patient.StartAsync();
        Assert.Equal(
            silo!.Address.ToString(),
            await patient.Services.GetRequiredService<IGrainFactory>().GetGrain<IProbeGrain>("a").Where()
        );
        await patient.StopAsync();
        await silo.DisposeAsync();
    }

    [Fact]
    public async Task AnotherCluster_IsRefused()
    {
        await using var silo = await SiloHost.StartAsync();
        using var client = Build(builder => builder.UseLocalhostClustering(silo.Gateway.Endpoint.Port, clusterId: "another"));
        var error = await Assert.ThrowsAsync<SiloUnavailableException>(() => client.StartAsync());
        Assert.Contains("another", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SiloPort_RefusesClients()
    {
        await using var silo = await SiloHost.StartAsync();
        using var client = Build(builder => builder.UseStaticClustering(silo.Address.Endpoint));
        var error = await Assert.ThrowsAsync<SiloUnavailableException>(() => client.StartAsync());
        Assert.Contains("gateway", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<IHost> ConnectAsync(params SiloHost[] silos)
    {
        var client = Build(builder => builder.UseStaticClustering([.. silos.Select(s => s.Gateway.Endpoint)]));
        await client.StartAsync();
        return client;
    }

    private static IHost Build(Action<IClientBuilder> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleansClient(client =>
        {
            configure(client);
            client.Configure<ConnectionOptions>(options => options.ConnectionRetryDelay = TimeSpan.FromMilliseconds(50));
        });
        return builder.Build();
    }
}

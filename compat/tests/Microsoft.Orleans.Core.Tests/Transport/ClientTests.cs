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
        await using SiloHost silo = await SiloHost.StartAsync();
        using IHost client = await ConnectAsync(silo);
        IProbeGrain grain = client.Services.GetRequiredService<IClusterClient>().GetGrain<IProbeGrain>("a");
        Assert.Equal(silo.Address.ToString(), await grain.Where());
        float[] vector = [1, 2];
        Assert.Equal(vector, await grain.Echo(vector));
        Assert.Equal(7, (await Assert.ThrowsAsync<Shapes.Failure>(() => grain.Fail(isMarked: true))).Code);
        await Assert.ThrowsAsync<CodecNotFoundException>(async () => await grain.Same<object>(new Shapes.Unmarked()));
        List<int> numbers = new();
        await foreach (int number in grain.Count(25))
            numbers.Add(number);
        Assert.Equal(Enumerable.Range(0, 25), numbers);
        await client.StopAsync();
    }

    [Fact]
    public async Task Client_CancelsAcrossTheGatewayOnAnotherSilo()
    {
        await using SiloHost near = await SiloHost.StartAsync();
        await using SiloHost far = await SiloHost.StartAsync();
        near.SendFarTo(far.Address);
        using IHost client = await ConnectAsync(near);
        IProbeGrain grain = client.Services.GetRequiredService<IGrainFactory>().GetGrain<IProbeGrain>("far");
        Assert.Equal(far.Address.ToString(), await grain.Where());
        using CancellationTokenSource cancellation = new();
        string gate = Guid.NewGuid().ToString();
        Task<bool> call = grain.Wait(gate, cancellation.Token);
        await Gates.Named(gate).Entered;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Gates.Named(gate + " canceled").Entered;
        await client.StopAsync();
    }

    [Fact]
    public async Task LostGateway_IsReplacedByAnotherAndFoundAgain()
    {
        SiloHost first = await SiloHost.StartAsync();
        await using SiloHost second = await SiloHost.StartAsync();
        Channel<int> counts = Channel.CreateUnbounded<int>();
        using IHost client = Build(builder =>
            builder
                .UseStaticClustering(first.Gateway.Endpoint, second.Gateway.Endpoint)
                .AddGatewayCountChangedHandler((_, e) => counts.Writer.TryWrite(e.NumberOfConnectedGateways))
        );
        await client.StartAsync();
        Assert.Equal(2, await counts.Reader.ReadAsync());
        IGrainFactory factory = client.Services.GetRequiredService<IGrainFactory>();
        HashSet<string> seen = new();
        for (int i = 0; i < 32; i++)
            seen.Add(await factory.GetGrain<IProbeGrain>($"{i}").Where());
        Assert.Equal(2, seen.Count);
        (int siloPort, int gatewayPort) = (first.Address.Endpoint.Port, first.Gateway.Endpoint.Port);
        await first.DisposeAsync();
        for (int i = 0; i < 32; i++)
            Assert.Equal(second.Address.ToString(), await factory.GetGrain<IProbeGrain>($"{i}").Where());
        await using SiloHost third = await SiloHost.StartAsync(siloPort: siloPort, gatewayPort: gatewayPort);
        Assert.Equal(1, await counts.Reader.ReadAsync());
        Assert.Equal(2, await counts.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
        await client.StopAsync();
    }

    [Fact]
    public async Task NoGateway_FailsTheStartUnlessTheFilterRetries()
    {
        int port = LoopbackPort.Reserve();
        using IHost refused = Build(builder => builder.UseLocalhostClustering(port));
        await Assert.ThrowsAsync<SiloUnavailableException>(() => refused.StartAsync());
        SiloHost? silo = null;
        using IHost patient = Build(builder =>
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
        await using SiloHost silo = await SiloHost.StartAsync();
        using IHost client = Build(builder => builder.UseLocalhostClustering(silo.Gateway.Endpoint.Port, clusterId: "another"));
        SiloUnavailableException error = await Assert.ThrowsAsync<SiloUnavailableException>(() => client.StartAsync());
        Assert.Contains("another", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SiloPort_RefusesClients()
    {
        await using SiloHost silo = await SiloHost.StartAsync();
        using IHost client = Build(builder => builder.UseStaticClustering(silo.Address.Endpoint));
        SiloUnavailableException error = await Assert.ThrowsAsync<SiloUnavailableException>(() => client.StartAsync());
        Assert.Contains("gateway", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<IHost> ConnectAsync(params SiloHost[] silos)
    {
        IHost client = Build(builder => builder.UseStaticClustering([.. silos.Select(s => s.Gateway.Endpoint)]));
        await client.StartAsync();
        return client;
    }

    private static IHost Build(Action<IClientBuilder> configure)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleansClient(client =>
        {
            configure(client);
            client.Configure<ConnectionOptions>(options => options.ConnectionRetryDelay = TimeSpan.FromMilliseconds(50));
        });
        return builder.Build();
    }
}

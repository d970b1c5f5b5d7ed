using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Diagnostics;
using Orleans.Serialization;

namespace Orleans.Core.Tests.Transport;

/// <summary>Limits, deadlines and traces of calls to another silo.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task FullBacklog_RejectsInsteadOfGrowing()
    {
        await using SiloHost near = await SiloHost.StartAsync(silo =>
            silo.Configure<TransportOptions>(options => options.BacklogBytesMax = 100_000)
        );
        // Nobody answers the greeting there: everything waits.
        using TcpListener silent = new(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        near.SendFarTo(SiloAddress.New((System.Net.IPEndPoint)silent.LocalEndpoint, 1));
        IProbeGrain grain = near.Grains.GetGrain<IProbeGrain>("far");
        List<Task<float[]>> calls = Enumerable.Range(0, 10).Select(_ => grain.Echo(new float[10_000])).ToList();
        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => calls[^1]);
        // The few that wait are rejected with the connection.
        await Assert.ThrowsAsync<SiloUnavailableException>(() => calls[0]);
    }

    [Fact]
    public async Task MessageAboveTheLimit_IsRefusedAndTheConnectionStays()
    {
        void Small(ISiloBuilder silo) =>
            silo.Configure<SiloMessagingOptions>(options => (options.MaxMessageBodySize, options.MaxMessageHeaderSize) = (20_000, 20_000));
        await using SiloHost near = await SiloHost.StartAsync(Small);
        await using SiloHost far = await SiloHost.StartAsync(Small);
        near.SendFarTo(far.Address);
        IProbeGrain grain = near.Grains.GetGrain<IProbeGrain>("far");
        await Assert.ThrowsAsync<SerializerException>(() => grain.Echo(new float[20_000]));
        Assert.Equal(5000, (await grain.Echo(new float[5000])).Length);
    }

    [Fact]
    public async Task Deadline_EndsTheCallAndItsBookkeeping()
    {
        await using SiloHost near = await SiloHost.StartAsync(silo =>
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(3))
        );
        await using SiloHost far = await SiloHost.StartAsync();
        near.SendFarTo(far.Address);
        string gate = Guid.NewGuid().ToString();
        IProbeGrain grain = near.Grains.GetGrain<IProbeGrain>("far");
        Task<bool> call = grain.Wait(gate, default);
        await Gates.Named(gate).Entered;
        // Waits behind the first, and is dropped when its turn comes too late.
        Task<int> late = grain.Append(1);
        await Assert.ThrowsAsync<TimeoutException>(() => call);
        await Assert.ThrowsAsync<TimeoutException>(() => late);
        Gates.Named(gate).Open();
        Assert.Empty(await far.Grains.GetGrain<IProbeGrain>("far").Numbers());
    }

    [Fact]
    public async Task Trace_FollowsTheCallToTheOtherSilo()
    {
        ConcurrentQueue<Activity> stopped = new();
        using ActivityListener listener = new()
        {
            // The test's own grains are in a namespace of Orleans and count as its own.
            ShouldListenTo = source => source.Name == ActivitySources.RuntimeActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using SiloHost near = await SiloHost.StartAsync(silo => silo.AddActivityPropagation());
        await using SiloHost far = await SiloHost.StartAsync(silo => silo.AddActivityPropagation());
        near.SendFarTo(far.Address);
        using Activity root = new Activity("root").Start();
        await near.Grains.GetGrain<IProbeGrain>("far").Where();
        List<Activity> mine = stopped.Where(a => a.TraceId == root.TraceId).ToList();
        (Activity? server, Activity? client) = (
            mine.Single(a => a.Kind == ActivityKind.Server),
            mine.Single(a => a.Kind == ActivityKind.Client)
        );
        Assert.Equal(client.SpanId, server.ParentSpanId);
        Assert.Equal(root.SpanId, client.ParentSpanId);
        Assert.Equal("IProbeGrain/Where", server.OperationName);
    }
}

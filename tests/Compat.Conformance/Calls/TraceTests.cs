using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RagCluster.TestKit.Servers;

namespace RagCluster.Compat.Conformance.Calls;

/// <summary>A traced call is two spans, one at each end, that say what was called.</summary>
public sealed class TraceTests
{
    public interface ITracedGrain : IGrainWithStringKey
    {
        Task Touch();
    }

    public sealed class TracedGrain : Grain, ITracedGrain
    {
        public Task Touch() => Task.CompletedTask;
    }

    [Fact]
    public async Task Call_IsASpanOfTheCallerAndOneOfTheGrainBelowIt()
    {
        ConcurrentQueue<Activity> ended = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "Microsoft.Orleans.Application",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        HostApplicationBuilder host = Host.CreateApplicationBuilder();
        host.UseOrleans(silo => silo.UseLocalhostClustering(LoopbackPort.Reserve(), LoopbackPort.Reserve()).AddActivityPropagation());
        using IHost started = host.Build();
        await started.StartAsync();
        using Activity root = new Activity("root").Start();
        await started.Services.GetRequiredService<IGrainFactory>().GetGrain<ITracedGrain>("any").Touch();
        await started.StopAsync();
        // A nested interface is called by the names of its outer types too, officially.
        Activity[] mine =
        [
            .. ended.Where(activity =>
                activity.TraceId == root.TraceId && activity.OperationName.EndsWith("ITracedGrain/Touch", StringComparison.Ordinal)
            ),
        ];
        Activity caller = Assert.Single(mine, activity => activity.Kind == ActivityKind.Client);
        Activity grain = Assert.Single(mine, activity => activity.Kind == ActivityKind.Server);
        Assert.Equal((root.SpanId, caller.SpanId), (caller.ParentSpanId, grain.ParentSpanId));
        Assert.All(mine, activity => Assert.Equal("orleans", activity.GetTagItem("rpc.system.name")));
        Assert.All(
            mine,
            activity => Assert.EndsWith("ITracedGrain/Touch", (string?)activity.GetTagItem("rpc.method"), StringComparison.Ordinal)
        );
    }
}

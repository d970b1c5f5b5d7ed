using System.Diagnostics;

namespace Orleans.Diagnostics;

/// <summary>Traces calls at the callee, as part of the caller's trace.</summary>
internal sealed class TracingIncomingFilter(DistributedContextPropagator propagator) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        propagator.ExtractTraceIdAndState(null, Get, out string? parent, out string? state);
        ActivitySource source = CallTracing.SourceOf(context);
        string name = context.Request.GetActivityName();
        Activity? activity = ActivityContext.TryParse(parent, state, isRemote: true, out ActivityContext caller)
            ? source.CreateActivity(name, ActivityKind.Server, caller)
            : source.CreateActivity(name, ActivityKind.Server, parent);
        if (activity is null)
            return context.Invoke();
        foreach (KeyValuePair<string, string?> item in propagator.ExtractBaggage(null, Get) ?? [])
            activity.AddBaggage(item.Key, item.Value);
        activity.Start();
        return CallTracing.InvokeAsync(context, activity);
    }

    private static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        value = RequestContext.Get(name) as string;
        values = null;
    }
}

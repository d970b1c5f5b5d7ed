using System.Diagnostics;

namespace Orleans.Diagnostics;

/// <summary>Traces calls at the caller and sends the trace's name with them (W3C traceparent).</summary>
internal sealed class TracingOutgoingFilter(DistributedContextPropagator propagator) : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (CallTracing.SourceOf(context).StartActivity(context.Request.GetActivityName(), ActivityKind.Client) is not { } activity)
            return context.Invoke();
        propagator.Inject(activity, null, static (_, key, value) => RequestContext.Set(key, value));
        return CallTracing.InvokeAsync(context, activity);
    }
}

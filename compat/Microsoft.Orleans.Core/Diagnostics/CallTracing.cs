using System.Diagnostics;

namespace Orleans.Diagnostics;

/// <summary>What the two ends of a traced call have in common. Tags follow OpenTelemetry's conventions for remote calls.</summary>
internal static class CallTracing
{
    public static ActivitySource SourceOf(IGrainCallContext context)
    {
        Type type = context.Request.GetInterfaceType();
        bool isOfRuntime =
            type.Namespace?.StartsWith("Orleans", StringComparison.Ordinal) == true && type != typeof(IAsyncEnumerableGrainExtension);
        return isOfRuntime ? ActivitySources.RuntimeGrains : ActivitySources.ApplicationGrains;
    }

    /// <summary>Goes on with the call and ends the activity with it.</summary>
    public static async Task InvokeAsync(IGrainCallContext context, Activity activity)
    {
        activity.SetTag("rpc.system.name", "orleans");
        activity.SetTag("orleans.rpc.service", context.InterfaceName);
        activity.SetTag("rpc.method", $"{context.InterfaceName}/{context.MethodName}");
        if (activity.IsAllDataRequested)
        {
            activity.SetTag("orleans.rpc.target_id", context.TargetId.ToString());
            if (context.SourceId is { } source)
                activity.SetTag("orleans.rpc.source_id", source.ToString());
        }

        try
        {
            await context.Invoke();
        }
        catch (Exception exception) when (activity.IsAllDataRequested)
        {
            activity.SetStatus(ActivityStatusCode.Error);
            activity.SetTag("exception.type", exception.GetType().FullName);
            activity.SetTag("exception.message", exception.Message);
            activity.SetTag("exception.stacktrace", exception.ToString());
            activity.SetTag("exception.escaped", true);
            throw;
        }
        finally
        {
            activity.Stop();
        }
    }
}

using System.Diagnostics;

namespace RagCluster.Grains.Operations;

/// <summary>Counts the calls that arrive on this silo.</summary>
internal sealed class CallCountingFilter(CallLedger ledger) : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        long began = Stopwatch.GetTimestamp();
        bool failed = true;
        try
        {
            await context.Invoke();
            // An exception of the grain may come as one or as a response that carries it.
            failed = context.Response?.Exception is not (null or OperationCanceledException);
        }
        catch (OperationCanceledException)
        {
            // The caller had its answer from elsewhere or gave up: nothing went wrong here.
            failed = false;
            throw;
        }
        finally
        {
            if (context.Grain is { } grain)
                ledger.Add(grain.GetType(), context.MethodName, Stopwatch.GetElapsedTime(began).TotalSeconds, failed);
        }
    }
}

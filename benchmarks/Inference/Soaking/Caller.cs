using RagCluster.Inference.Batching;
using RagCluster.Inference.Embedding;

namespace RagCluster.InferenceBenchmark.Soaking;

/// <summary>One of many callers: asks again and again, sometimes gives up, sometimes has no time.</summary>
internal sealed class Caller(int seed, IReadOnlyList<KnownTexts> models, CallCounts counts)
{
    private const int TextsMax = 8;
    private const int PatienceMaxMilliseconds = 1000;
    private const int PauseMaxMilliseconds = 400;

    /// <summary>The share of calls to the second model, which is a hundred times slower than the first.</summary>
    private const double SlowShare = 0.01;

    private readonly Random _random = new(seed);

    internal async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            CallEnd how = await CallAsync();
            counts.Add(how);
            // One that is turned away comes again later, as it is told.
            int pause = how == CallEnd.TurnedAway ? PatienceMaxMilliseconds : _random.Next(PauseMaxMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(pause), TimeProvider.System, end)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<CallEnd> CallAsync()
    {
        KnownTexts model = models[models.Count > 1 && _random.NextDouble() < SlowShare ? 1 : 0];
        // A quarter is cancelled and a quarter has a deadline: before, while or after it runs.
        TimeSpan patience = TimeSpan.FromMilliseconds(_random.Next(1, PatienceMaxMilliseconds));
        int kind = _random.Next(4);
        using CancellationTokenSource cancelling = kind == 0 ? new CancellationTokenSource(patience) : new CancellationTokenSource();
        EmbeddingCall call = new(EmbeddingPurpose.Passage, (BatchPriority)_random.Next(3), kind == 1 ? patience : null);
        try
        {
            return await model.AskAsync(model.Draw(_random, TextsMax), call, cancelling.Token) ? CallEnd.Answered : CallEnd.Crossed;
        }
        catch (OperationCanceledException) when (cancelling.IsCancellationRequested)
        {
            return CallEnd.Cancelled;
        }
        catch (BatchDeadlineException) when (kind == 1)
        {
            return CallEnd.Late;
        }
        catch (BatchOverloadedException)
        {
            return CallEnd.TurnedAway;
        }
        // What nothing had asked for is a finding, and the run goes on.
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync(error.ToString());
            return CallEnd.Failed;
        }
    }
}

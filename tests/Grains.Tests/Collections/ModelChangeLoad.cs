using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace RagCluster.Grains.Tests.Collections;

/// <summary>
/// Asks each silo without end while the model changes; every answer must be wholly the old model's or wholly the new one's, and no silo
/// goes back.
/// </summary>
internal sealed class ModelChangeLoad : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Silo, int Question, double[] Scores)> _answers = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly Task _running;

    private ModelChangeLoad(ModelChangeCluster cluster) =>
        _running = Task.WhenAll(cluster.Product.Silos.GetActiveSilos().Select(silo => AskAsync(cluster, (InProcessSiloHandle)silo)));

    internal int AnswerCount => _answers.Count;

    internal static ModelChangeLoad Start(ModelChangeCluster cluster) => new(cluster);

    /// <summary>Ends the load.</summary>
    /// <returns>The answers in the order of their coming, by silo, and the errors.</returns>
    internal async Task<(ILookup<string, (int Question, double[] Scores)> Answers, string[] Errors)> StopAsync()
    {
        await _stopped.CancelAsync();
        await _running;
        return (_answers.ToLookup(answer => answer.Silo, answer => (answer.Question, answer.Scores)), [.. _errors]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _running;
        _stopped.Dispose();
    }

    private async Task AskAsync(ModelChangeCluster cluster, InProcessSiloHandle silo)
    {
        IGrainFactory grains = silo.ServiceProvider.GetRequiredService<IGrainFactory>();
        string name = silo.SiloAddress.ToParsableString();
        for (int question = 0; !_stopped.IsCancellationRequested; question++)
        {
            try
            {
                _answers.Enqueue((name, question % ModelChangeCluster.Questions, await cluster.AskAsync(grains, question)));
            }
            catch (Exception error)
            {
                _errors.Enqueue(error.ToString());
            }
        }
    }
}

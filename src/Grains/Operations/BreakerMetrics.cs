using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Ingest;
using RagCluster.Inference;
using RagCluster.Planning.Calls.Failures;

namespace RagCluster.Grains.Operations;

/// <summary>
/// How the circuit breakers of this silo stand: <c>chat</c> around the chat model, what its client has besides, one for each device, and
/// one for each step of indexing with its model.
/// </summary>
/// <param name="chat">The chat model.</param>
/// <param name="steps">The steps of indexing.</param>
/// <param name="runtime">The devices.</param>
internal sealed class BreakerMetrics(ChatModel chat, StepBreakers steps, InferenceRuntime runtime) : IMetricSource
{
    // A collection may name any installed model; more than these are summed by nobody.
    private const int StepsMax = 50;

    /// <inheritdoc/>
    public Task WriteAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        foreach (BreakerReading reading in Read())
        {
            (string, string) label = ("breaker", reading.Name);
            sink.Write(MetricList.Breakers, (int)reading.State, label);
            sink.Write(MetricList.BreakersOpened, reading.OpenedCount, label);
        }

        return Task.CompletedTask;
    }

    private IEnumerable<BreakerReading> Read() =>
        [
            .. chat.Breaker is { } guard ? [Reading("chat", guard)] : Array.Empty<BreakerReading>(),
            .. (chat.Client?.GetService(typeof(IBreakerSource)) as IBreakerSource)?.Breakers ?? [],
            .. runtime.Breakers.Select(device => new BreakerReading(
                $"device {device.Device}",
                device.IsOpen ? BreakerState.Open
                    : device.IsTrying ? BreakerState.HalfOpen
                    : BreakerState.Closed,
                device.OpenedCount
            )),
            .. steps.Breakers.Take(StepsMax).Select(step => Reading($"ingest {step.Step}", step.Breaker)),
        ];

    private static BreakerReading Reading(string name, PatternBreaker breaker) =>
        new(
            name,
            !breaker.IsOpen ? BreakerState.Closed
                : breaker.RestsFor is null ? BreakerState.HalfOpen
                : BreakerState.Open,
            breaker.OpenedCount
        );
}

using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Polly;
using Polly.CircuitBreaker;

namespace RagCluster.Inference.Onnx;

/// <summary>One circuit breaker for each device: a GPU that fails is left alone for a while, whichever model it failed with.</summary>
internal sealed class DeviceBreakers(InferenceOptions options, TimeProvider time, Action<string> report)
{
    private readonly ConcurrentDictionary<string, DeviceBreaker> _breakers = new(StringComparer.Ordinal);

    /// <summary>The breakers as they stand.</summary>
    public IEnumerable<DeviceBreakerStatus> Statuses => _breakers.Values.Select(breaker => breaker.Status);

    /// <summary>The breaker of a device.</summary>
    public ResiliencePipeline For(InferenceDevice device) => _breakers.GetOrAdd(device.Name, Create).Pipeline;

    private DeviceBreaker Create(string device)
    {
        DeviceBreaker breaker = new(device);
        breaker.Pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    // Of so many runs within the time all must have failed.
                    FailureRatio = 1,
                    MinimumThroughput = options.BreakerFailures,
                    SamplingDuration = options.BreakerPause,
                    BreakDuration = options.BreakerPause,
                    StateProvider = breaker.State,
                    ShouldHandle = new PredicateBuilder().Handle<OnnxRuntimeException>(),
                    OnOpened = arguments =>
                    {
                        breaker.CountOpened();
                        report(
                            $"{device} failed {options.BreakerFailures} times and is left alone for {options.BreakerPause.TotalSeconds} s: "
                                + $"{OnnxLibrary.Cause(arguments.Outcome.Exception?.Message ?? "")}"
                        );
                        return default;
                    },
                    OnClosed = _ =>
                    {
                        report($"{device} works again.");
                        return default;
                    },
                }
            )
            .Build();
        return breaker;
    }
}

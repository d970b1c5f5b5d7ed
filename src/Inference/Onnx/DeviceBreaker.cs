using Polly;
using Polly.CircuitBreaker;

namespace RagCluster.Inference.Onnx;

/// <summary>A device's circuit breaker, and how it stands.</summary>
internal sealed class DeviceBreaker(string device)
{
    private long _openedCount;

    /// <summary>What runs calls.</summary>
    internal ResiliencePipeline Pipeline { get; set; } = ResiliencePipeline.Empty;

    /// <summary>Knows the state once the pipeline is built.</summary>
    internal CircuitBreakerStateProvider State { get; } = new();

    /// <summary>How it stands.</summary>
    internal DeviceBreakerStatus Status =>
        new(
            device,
            State.CircuitState is CircuitState.Open or CircuitState.Isolated,
            State.CircuitState == CircuitState.HalfOpen,
            Interlocked.Read(ref _openedCount)
        );

    /// <summary>It opened.</summary>
    internal void CountOpened() => Interlocked.Increment(ref _openedCount);
}

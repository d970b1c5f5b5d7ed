namespace RagCluster.Inference;

/// <summary>How the circuit breaker of a device stands.</summary>
/// <param name="Device">The device.</param>
/// <param name="IsOpen">Whether the device is left alone.</param>
/// <param name="IsTrying">Whether one batch tries it again.</param>
/// <param name="OpenedCount">How often it was left alone.</param>
public readonly record struct DeviceBreakerStatus(string Device, bool IsOpen, bool IsTrying, long OpenedCount);

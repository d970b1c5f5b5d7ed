using Microsoft.Extensions.Logging;
using RagCluster.Inference;

namespace RagCluster.Grains.Inference;

/// <summary>Brings what a device has to say into the silo's log.</summary>
internal static partial class InferenceReports
{
    /// <summary>The silo's devices.</summary>
    internal static InferenceRuntime Runtime(InferenceOptions options, TimeProvider time, ILogger<InferenceRuntime> log) =>
        new(options, time, message => LogReport(log, message));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Inference: {Report}")]
    private static partial void LogReport(ILogger log, string report);
}

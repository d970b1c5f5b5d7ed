using RagCluster.Grains.Interfaces.Experiments;

namespace RagCluster.Api.Experiments;

/// <summary>In which experiment a query took part, and in which of its arms.</summary>
/// <param name="Name">The experiment's name.</param>
/// <param name="Arm">The arm that answered.</param>
/// <param name="FeedbackId">What feedback about this response names.</param>
/// <param name="Collection">The collection that answered, where the arm names another one.</param>
internal sealed record ExposureResponse(string Name, string Arm, string FeedbackId, string? Collection)
{
    /// <summary>The HTTP form of an exposure; null when there was none.</summary>
    internal static ExposureResponse? From(ExperimentExposure? exposure) =>
        exposure is null ? null : new ExposureResponse(exposure.Experiment, exposure.Arm, exposure.FeedbackId, exposure.Collection);
}

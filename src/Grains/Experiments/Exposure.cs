using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Experiments;

/// <summary>A query that takes part in an experiment.</summary>
/// <param name="Experiment">The experiment's key.</param>
/// <param name="Unit">The unit's number.</param>
/// <param name="Request">The request as its arm asks it.</param>
/// <param name="Shown">What the response says of it.</param>
internal sealed record Exposure(string Experiment, ulong Unit, SearchRequest Request, ExperimentExposure Shown);

using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Planning.Experiments;

namespace RagCluster.Grains.Experiments;

/// <summary>The arms of a definition as the library knows them.</summary>
internal static class ExperimentArms
{
    /// <summary>The arms in their order.</summary>
    internal static ExperimentArm[] Of(ExperimentDefinition definition) =>
        Array.ConvertAll(definition.Arms, arm => new ExperimentArm(arm.Name, arm.Share));
}

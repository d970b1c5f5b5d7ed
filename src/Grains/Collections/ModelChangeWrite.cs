using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Jobs;

namespace RagCluster.Grains.Collections;

/// <summary>What a change of model writes in one transaction.</summary>
/// <param name="Settings">The collection's next settings.</param>
/// <param name="Job">The change's job.</param>
internal sealed record ModelChangeWrite(CollectionSettings Settings, Job Job);

using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Shards.Segments;

/// <summary>What a segment says of one version of a document.</summary>
internal sealed record SegmentDocument(DocumentId Id, string Title, string Uri, Dictionary<string, MetadataValue> Metadata);

using RagCluster.Corpus.Access;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>A file of the caller that is to become a document of a vector store.</summary>
/// <param name="Id">The file.</param>
/// <param name="Attributes">The document's metadata.</param>
/// <param name="Acl">Who may see the document; null leaves that as it is.</param>
internal sealed record FileToAttach(string Id, Dictionary<string, MetadataValue> Attributes, DocumentAcl? Acl);

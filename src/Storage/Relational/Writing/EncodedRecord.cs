using RagCluster.Corpus.Access;
using RagCluster.Corpus.Documents;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>A log record in stored form.</summary>
/// <param name="Document">Its document.</param>
/// <param name="Generation">The document's version.</param>
/// <param name="Payload">The stored form.</param>
/// <param name="Acl">Who may see it by the record; null for every caller of the tenant.</param>
internal sealed record EncodedRecord(DocumentId Document, long Generation, byte[] Payload, DocumentAcl? Acl);

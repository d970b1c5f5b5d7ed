namespace RagCluster.Api.Documents;

/// <summary>The JSON body of <c>POST …/documents</c>.</summary>
/// <param name="Documents">The documents.</param>
internal sealed record DocumentsRequest(DocumentRequest[] Documents);

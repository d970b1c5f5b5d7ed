namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>Why a file could not be indexed.</summary>
/// <param name="Code"><c>server_error</c>, <c>unsupported_file</c> or <c>invalid_file</c>.</param>
/// <param name="Message">A sentence for people.</param>
internal sealed record VectorStoreFileError(string Code, string Message);

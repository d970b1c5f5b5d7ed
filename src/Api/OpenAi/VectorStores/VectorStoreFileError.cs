namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>Why a file could not be indexed.</summary>
/// <param name="Code">server_error, unsupported_file or invalid_file.</param>
/// <param name="Message">A sentence for people.</param>
internal sealed record VectorStoreFileError(string Code, string Message);

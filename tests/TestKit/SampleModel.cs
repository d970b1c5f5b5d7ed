namespace RagCluster.TestKit;

/// <summary>A small embedding model that a test adds to a server.</summary>
public static class SampleModel
{
    /// <summary>Its name.</summary>
    public const string Name = "token-vectors";

    /// <summary>The body of <c>POST /api/v1/models</c> that adds it.</summary>
    public static Task<MultipartFormDataContent> FormAsync() => FormAsync($$"""{"name":"{{Name}}","maxTokens":32,"dimensions":8}""");

    /// <summary>The same with another description.</summary>
    public static async Task<MultipartFormDataContent> FormAsync(string description) =>
        new()
        {
            { new StringContent(description), "description" },
            { await FileAsync("token-vectors.onnx"), "model", "model.onnx" },
            { await FileAsync("vocab.txt"), "vocabulary", "vocab.txt" },
        };

    private static async Task<ByteArrayContent> FileAsync(string name) =>
        new(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", name)));
}

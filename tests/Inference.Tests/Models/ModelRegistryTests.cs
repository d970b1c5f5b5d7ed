using RagCluster.Inference.Models;

namespace RagCluster.Inference.Tests.Models;

public sealed class ModelRegistryTests
{
    private const string Digits = "0000000000000000000000000000000000000000000000000000000000000000";

    [Fact]
    public void UsersEntries_OverlayTheProducts()
    {
        using SampleFolder folder = new();
        WriteRegistry(folder["built-in"], "\"default\": \"a\",", Entry("a"), Entry("b"));
        WriteRegistry(folder["user"], string.Empty, Entry("b").Replace("\"r1\"", "\"r2\"", StringComparison.Ordinal), Entry("c"));
        ModelRegistry registry = ModelRegistry.Load(folder["built-in"], folder["user"]);
        Assert.Equal(["a", "b", "c"], registry.Models.Select(model => model.Name));
        Assert.Equal("r2", registry.Find("b").Revision);
        Assert.Equal("a", registry.Find(null).Name);
        Assert.StartsWith(folder["user"], registry.Find("c").ModelPath, StringComparison.Ordinal);
    }

    [Fact]
    public void MultilingualDefault_IsTheProductsUntilTheUserChoosesAnyDefault()
    {
        using SampleFolder folder = new();
        const string both = "\"default\": \"a\", \"defaultMultilingual\": \"b\",";
        WriteRegistry(folder["built-in"], both, Entry("a"), Entry("b"));
        WriteRegistry(folder["one"], "\"default\": \"c\",", Entry("c"));
        WriteRegistry(folder["two"], "\"default\": \"c\", \"defaultMultilingual\": \"b\",", Entry("c"));
        Assert.Equal(("a", "b"), Defaults(folder["none"]));
        Assert.Equal(("c", "c"), Defaults(folder["one"]));
        Assert.Equal(("c", "b"), Defaults(folder["two"]));

        (string, string) Defaults(string user)
        {
            ModelRegistry registry = ModelRegistry.Load(folder["built-in"], user);
            return (registry.Default.Name, registry.DefaultMultilingual.Name);
        }
    }

    [Fact]
    public void RegistryWithoutMultilingualDefault_HasOneForEveryLanguage()
    {
        using SampleFolder folder = new();
        WriteRegistry(folder.Path, "\"default\": \"a\",", Entry("a"));
        Assert.Equal("a", ModelRegistry.Load(folder.Path, folder["none"]).DefaultMultilingual.Name);
    }

    [Fact]
    public void UnknownName_ListsWhatIsThere()
    {
        using SampleFolder folder = new();
        WriteRegistry(folder.Path, string.Empty, Entry("a"), Entry("b"));
        ModelException error = Assert.Throws<ModelException>(() => ModelRegistry.Load(folder.Path, folder["none"]).Find("c"));
        Assert.Equal(ModelFault.NotFound, error.Fault);
        Assert.Contains("a, b", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"dimensions\": 8", "\"dimensions\": 0", "models[0].dimensions")]
    [InlineData("\"dimensions\": 8", "\"dimensions\": 8, \"matryoshkaDimensions\": [8]", "models[0].matryoshkaDimensions")]
    [InlineData("\"dimensions\": 8", "\"dimensions\": 8, \"rerankWeight\": 0", "models[0].rerankWeight")]
    [InlineData("\"dimensions\": 8", "\"dimensions\": 8, \"denseWeights\": { \"de\": 1 }", "models[0].denseWeights")]
    [InlineData("\"dimensions\": 8", "\"dimensions\": 8, \"kind\": \"rerank\"", "models[0].dimensions")]
    [InlineData("\"maxTokens\": 32", "\"maxTokens\": 2", "models[0].maxTokens")]
    [InlineData("wordpiece", "bpe", "models[0].tokenizer.type")]
    [InlineData("\"name\": \"a\"", "\"name\": \"../a\"", "models[0].name")]
    [InlineData("m/model.onnx", "../model.onnx", "models[0].files.model.path")]
    [InlineData("m/model.onnx", "m/../../model.onnx", "models[0].files.model.path")]
    [InlineData("m/model.onnx", "/etc/passwd", "models[0].files.model.path")]
    [InlineData("m/vocab.txt", "C:/vocab.txt", "models[0].files.vocabulary.path")]
    [InlineData("m/vocab.txt", "m\\\\..\\\\vocab.txt", "models[0].files.vocabulary.path")]
    [InlineData("\"bytes\": 10", "\"bytes\": 0", "models[0].files.model.bytes")]
    [InlineData(Digits, "abc", "models[0].files.model.sha256")]
    [InlineData("\"pooling\": \"mean\"", "\"pooling\": \"sum\"", "$.models[0].pooling")]
    [InlineData("\"input_ids\"", "\"ids\"", "models[0].inputs")]
    public void MalformedEntry_NamesTheField(string from, string to, string field)
    {
        using SampleFolder folder = new();
        WriteRegistry(folder.Path, string.Empty, Entry("a").Replace(from, to, StringComparison.Ordinal));
        ModelException error = Assert.Throws<ModelException>(() => ModelRegistry.Load(folder.Path, folder["none"]));
        Assert.Equal(ModelFault.Invalid, error.Fault);
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
        Assert.Contains("registry.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SameNameTwice_IsRefused()
    {
        using SampleFolder folder = new();
        WriteRegistry(folder.Path, string.Empty, Entry("a"), Entry("a"));
        Assert.Contains(
            "stands twice",
            Assert.Throws<ModelException>(() => ModelRegistry.Load(folder.Path, folder["none"])).Message,
            StringComparison.Ordinal
        );
    }

    private static void WriteRegistry(string folder, string head, params string[] entries)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "registry.json"), $"{{ {head} \"models\": [ {string.Join(", ", entries)} ] }}");
    }

    private static string Entry(string name) =>
        $$"""
            { "name": "{{name}}", "kind": "embedding", "revision": "r1",
              "files": { "model": { "path": "m/model.onnx", "bytes": 10, "sha256": "{{Digits}}" },
                         "vocabulary": { "path": "m/vocab.txt", "bytes": 10, "sha256": "{{Digits}}", "source": "https://models.example/vocab.txt" } },
              "tokenizer": { "type": "wordpiece", "lowercase": true }, "inputs": ["input_ids"], "output": "o", "pooling": "mean",
              "normalize": true, "dimensions": 8, "maxTokens": 32, "queryPrefix": "", "precision": "int8", "license": "MIT", "builtIn": false }
            """;
}

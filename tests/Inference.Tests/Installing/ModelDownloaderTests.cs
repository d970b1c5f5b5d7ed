using System.Security.Cryptography;
using RagCluster.Inference.Installing;
using RagCluster.Inference.Models;
using RagCluster.Inference.Tests.Models;

namespace RagCluster.Inference.Tests.Installing;

public sealed class ModelDownloaderTests : IDisposable
{
    private const int ContentBytes = 300_000;
    private readonly SampleFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly byte[] _content = new byte[ContentBytes];

    public ModelDownloaderTests()
    {
        new Random(4).NextBytes(_content);
        File.Copy(SampleModels.Vocabulary, _folder["vocab.txt"]);
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task WholeFile_IsLoadedWithProgress()
    {
        await using ModelSource source = new(_content);
        RecordedProgress progress = new();
        await new ModelDownloader(_http).PullAsync(Entry(source.Address), progress, default);
        Assert.Equal(_content, await File.ReadAllBytesAsync(_folder["m/model.onnx"]));
        Assert.Equal(ContentBytes, progress.Reports[^1].BytesDone);
        Assert.False(File.Exists(_folder["m/model.onnx.partial"]));
    }

    [Fact]
    public async Task BrokenConnection_IsContinuedWhereItBroke()
    {
        await using ModelSource source = new(_content) { BreakAfterBytes = 100_000 };
        await new ModelDownloader(_http).PullAsync(Entry(source.Address), null, default);
        Assert.Equal(_content, await File.ReadAllBytesAsync(_folder["m/model.onnx"]));
        Assert.True(source.Ranges.Count > 1);
        Assert.Null(source.Ranges[0]);
        Assert.All(source.Ranges.Skip(1), range => Assert.StartsWith("bytes=", range, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PartOfAnEarlierPull_IsContinued()
    {
        Directory.CreateDirectory(_folder["m"]);
        await File.WriteAllBytesAsync(_folder["m/model.onnx.partial"], _content[..200_000]);
        await using ModelSource source = new(_content);
        await new ModelDownloader(_http).PullAsync(Entry(source.Address), null, default);
        Assert.Equal(["bytes=200000-"], source.Ranges);
        Assert.Equal(_content, await File.ReadAllBytesAsync(_folder["m/model.onnx"]));
    }

    [Fact]
    public async Task SourceWithoutRanges_IsLoadedFromTheBeginning()
    {
        Directory.CreateDirectory(_folder["m"]);
        await File.WriteAllBytesAsync(_folder["m/model.onnx.partial"], _content[..200_000]);
        await using ModelSource source = new(_content) { IgnoresRanges = true };
        await new ModelDownloader(_http).PullAsync(Entry(source.Address), null, default);
        Assert.Equal(_content, await File.ReadAllBytesAsync(_folder["m/model.onnx"]));
    }

    [Fact]
    public async Task OtherContent_IsRefusedAndThrownAway()
    {
        byte[] other = (byte[])_content.Clone();
        other[7] ^= 1;
        await using ModelSource source = new(other);
        ModelException error = await Assert.ThrowsAsync<ModelException>(() =>
            new ModelDownloader(_http).PullAsync(Entry(source.Address), null, default)
        );
        Assert.Equal(ModelFault.Corrupt, error.Fault);
        Assert.Empty(Directory.EnumerateFiles(_folder["m"]));
    }

    [Fact]
    public async Task LongerContent_IsRefused()
    {
        await using ModelSource source = new([.. _content, 1]);
        ModelException error = await Assert.ThrowsAsync<ModelException>(() =>
            new ModelDownloader(_http).PullAsync(Entry(source.Address), null, default)
        );
        Assert.Equal(ModelFault.Corrupt, error.Fault);
    }

    [Fact]
    public async Task FileThatIsNotOffered_IsNotFound()
    {
        await using ModelSource source = new(_content) { Status = 404 };
        ModelException error = await Assert.ThrowsAsync<ModelException>(() =>
            new ModelDownloader(_http).PullAsync(Entry(source.Address), null, default)
        );
        Assert.Equal(ModelFault.NotFound, error.Fault);
        Assert.Contains(source.Address, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SourceOutOfReach_IsUnavailable()
    {
        string address;
        await using (ModelSource source = new(_content))
            address = source.Address;

        ModelException error = await Assert.ThrowsAsync<ModelException>(() =>
            new ModelDownloader(_http).PullAsync(Entry(address), null, default)
        );
        Assert.Equal(ModelFault.Unavailable, error.Fault);
        Assert.Contains(address, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntryWithoutASource_SaysToAddIt()
    {
        ModelException error = await Assert.ThrowsAsync<ModelException>(() =>
            new ModelDownloader(_http).PullAsync(Entry(null), null, default)
        );
        Assert.Contains("rag models add", error.Message, StringComparison.Ordinal);
    }

    private ModelEntry Entry(string? source) =>
        SampleModels.Pooled with
        {
            Folder = _folder.Path,
            Files = SampleModels.Pooled.Files with
            {
                Model = new ModelFile
                {
                    Path = "m/model.onnx",
                    Bytes = ContentBytes,
                    Sha256 = Convert.ToHexStringLower(SHA256.HashData(_content)),
                    Source = source,
                },
            },
        };
}

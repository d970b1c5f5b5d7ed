using RagCluster.Inference.Batching;
using RagCluster.Inference.Models;
using RagCluster.Inference.Onnx;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Inference.Tests.Batching;

public sealed class WarmUpTests
{
    private readonly FakeModel _model = new();
    private readonly BertTextTokenizer _tokenizer = TokenizerFile.Open(SampleModels.Pooled);

    [Fact]
    public void ShortAndFullBatch_AreRun()
    {
        WarmUp.Run(_model, _tokenizer, 2_048);
        Assert.Equal(
            [
                [2],
                [512, 512, 512, 512],
            ],
            _model.Batches
        );
    }

    [Fact]
    public void BatchForWhichTheDeviceLacksMemory_IsHalvedUntilItFits()
    {
        _model.RowsMax = 3;
        WarmUp.Run(_model, _tokenizer, 8_192);
        Assert.Equal(
            [
                [2],
                [512, 512],
            ],
            _model.Batches
        );
    }

    [Fact]
    public void DeviceWithoutMemoryForARow_FailsTheModel()
    {
        _model.RowsMax = 0;
        Assert.Throws<DeviceMemoryException>(() => WarmUp.Run(_model, _tokenizer, 2_048));
    }
}

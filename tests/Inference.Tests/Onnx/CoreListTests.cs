using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Tests.Onnx;

public sealed class CoreListTests
{
    [Theory]
    [InlineData("0", new[] { 0 })]
    [InlineData("0-3,8", new[] { 0, 1, 2, 3, 8 })]
    [InlineData(" 5 , 2-3,3", new[] { 2, 3, 5 })]
    public void List_IsRead(string text, int[] cores) => Assert.Equal(cores, CoreList.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("3-1")]
    [InlineData("-1")]
    [InlineData("1-2-3")]
    [InlineData("0,,1")]
    [InlineData("99999")]
    public void OddList_IsNone(string text) => Assert.Null(CoreList.TryParse(text));

    [Fact]
    public void PinnedThread_StaysOnItsCore()
    {
        if (CoreList.OfProcess() is not { } cores)
            return;
        string allowed = "";
        Thread thread = new(() =>
        {
            ThreadPin.To(cores[^1]);
            allowed = File.ReadLines("/proc/thread-self/status")
                .First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal))
                .Split('\t')[1];
        });
        thread.Start();
        thread.Join();
        Assert.Equal($"{cores[^1]}", allowed);
    }
}

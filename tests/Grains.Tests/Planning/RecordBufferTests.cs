using RagCluster.Grains.Planning.Learning;

namespace RagCluster.Grains.Tests.Planning;

public sealed class RecordBufferTests
{
    [Fact]
    public void OldestRecords_LeaveByNumberAndByBytes()
    {
        RecordBuffer buffer = new(30);
        for (byte i = 0; i < 40; i++)
            Assert.True(buffer.Add([i]));
        Assert.Equal(30, buffer.Count);
        Assert.Equal(39, buffer.NewestFirst().First()[0]);
        Assert.Equal(10, buffer.Items[0][0]);
        for (int i = 0; i < 20; i++)
            buffer.Add(new byte[RecordBuffer.RecordBytesMax]);
        Assert.Equal(RecordBuffer.BytesMax / RecordBuffer.RecordBytesMax, buffer.Count);
    }

    [Fact]
    public void RecordThatIsTooLarge_IsRefused()
    {
        RecordBuffer buffer = new(3);
        Assert.False(buffer.Add(new byte[RecordBuffer.RecordBytesMax + 1]));
        Assert.Equal(0, buffer.Count);
    }
}

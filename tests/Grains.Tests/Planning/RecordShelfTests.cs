using RagCluster.Grains.Planning;

namespace RagCluster.Grains.Tests.Planning;

public sealed class RecordShelfTests
{
    [Fact]
    public void OldestRecords_LeaveByNumberAndByBytes()
    {
        RecordShelf shelf = new(30);
        for (byte i = 0; i < 40; i++)
            Assert.True(shelf.Add([i]));
        Assert.Equal(30, shelf.Count);
        Assert.Equal(39, shelf.NewestFirst().First()[0]);
        Assert.Equal(10, shelf.Items[0][0]);
        for (int i = 0; i < 20; i++)
            shelf.Add(new byte[RecordShelf.RecordBytesMax]);
        Assert.Equal(RecordShelf.BytesMax / RecordShelf.RecordBytesMax, shelf.Count);
    }

    [Fact]
    public void RecordThatIsTooLarge_IsRefused()
    {
        RecordShelf shelf = new(3);
        Assert.False(shelf.Add(new byte[RecordShelf.RecordBytesMax + 1]));
        Assert.Equal(0, shelf.Count);
    }
}

namespace RagCluster.Storage.Tests.Conformance;

public abstract class KeyValueConformance : StoreConformance
{
    [Fact]
    public async Task UnknownKey_HasNoValue() => Assert.Null(await KeyValues.ReadAsync("grain", "a", None));

    [Fact]
    public async Task FirstWrite_IsVersionOneAndEachAddsOne()
    {
        Assert.Equal(1, await WriteAsync("one", null));
        Assert.Equal(2, await WriteAsync("two", 1));
        VersionedValue found = (await KeyValues.ReadAsync("grain", "a", None))!;
        Assert.Equal(2, found.Version);
        Assert.Equal(Bytes("two"), found.Value);
    }

    [Fact]
    public async Task EmptyValue_IsAValue()
    {
        Assert.Equal(1, await WriteAsync("", null));
        Assert.Empty((await KeyValues.ReadAsync("grain", "a", None))!.Value);
    }

    [Fact]
    public async Task WriterWithAnOldVersion_IsTurnedAway()
    {
        await WriteAsync("one", null);
        Assert.Null(await WriteAsync("two", null));
        Assert.Null(await WriteAsync("two", 7));
        Assert.Equal(Bytes("one"), (await KeyValues.ReadAsync("grain", "a", None))!.Value);
    }

    [Fact]
    public async Task ScopesAndKeys_AreApart()
    {
        await WriteAsync("one", null);
        Assert.Null(await KeyValues.ReadAsync("grain", "b", None));
        Assert.Null(await KeyValues.ReadAsync("other", "a", None));
    }

    [Fact]
    public async Task Deletion_AsksForTheVersion()
    {
        await WriteAsync("one", null);
        Assert.False(await KeyValues.DeleteAsync("grain", "a", 2, None));
        Assert.True(await KeyValues.DeleteAsync("grain", "a", 1, None));
        Assert.Null(await KeyValues.ReadAsync("grain", "a", None));
        Assert.False(await KeyValues.DeleteAsync("grain", "a", 1, None));
        Assert.True(await KeyValues.DeleteAsync("grain", "a", null, None));
    }

    [Fact]
    public async Task VersionFromBeforeADeletion_IsNeverValidAgain()
    {
        await WriteAsync("one", null);
        await KeyValues.DeleteAsync("grain", "a", 1, None);
        long again = (await WriteAsync("two", null))!.Value;
        Assert.True(again > 1);
        Assert.Null(await WriteAsync("stale", 1));
        Assert.Equal(Bytes("two"), (await KeyValues.ReadAsync("grain", "a", None))!.Value);
    }

    [Fact]
    public async Task ManyWritersOfOneKey_OneWinsEachVersion()
    {
        long?[] outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => WriteAsync($"{i}", null)));
        Assert.Equal(1, Assert.Single(outcomes, outcome => outcome is not null));
    }

    [Fact]
    public async Task Values_SurviveARestart()
    {
        await WriteAsync("one", null);
        await ReopenAsync();
        Assert.Equal(2, await WriteAsync("two", 1));
    }

    private Task<long?> WriteAsync(string value, long? expected) =>
        KeyValues.WriteAsync("grain", "a", System.Text.Encoding.UTF8.GetBytes(value), expected, None);
}

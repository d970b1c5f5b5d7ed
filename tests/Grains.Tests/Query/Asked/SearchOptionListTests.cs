using System.Reflection;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Tests.Query.Asked;

/// <summary>An option is described once: whatever needs all options reads them from the record.</summary>
public sealed class SearchOptionListTests
{
    private static readonly SearchRequest Plain = new() { Collection = new CollectionId("t", "c"), Query = "q" };

    public static TheoryData<string> Options => [.. SearchOptionList.All.Select(option => option.Name)];

    [Fact]
    public void EveryPropertyThatCanBeSet_IsAnOption()
    {
        PropertyInfo[] parts = [.. typeof(SearchOptions).GetProperties().Where(property => property.SetMethod is not null)];
        Assert.All(parts, part => Assert.NotNull(part.GetCustomAttribute<OptionPartAttribute>()));
        Assert.Equal(
            parts
                .SelectMany(part => part.PropertyType.GetProperties())
                .Where(property => property.SetMethod is not null)
                .Select(property => property.Name)
                .Order(),
            SearchOptionList.All.Select(option => option.Name).Order()
        );
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void With_ChangesTheOptionAndNothingElse(string name)
    {
        OptionProperty changed = SearchOptionList.Find(name);
        foreach (object value in OtherValues.Of(changed))
        {
            SearchOptions options = Plain.Options.With([(changed, value)]);
            Assert.Equal(value, changed.Get(options));
            Assert.All(
                SearchOptionList.All.Where(option => option != changed),
                option => Assert.Equal(option.Get(new SearchOptions()), option.Get(options))
            );
            Assert.Equal(new SearchOptions(), Plain.Options);
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Patch_SetsWhatItNames_OverWhatTheCallerSent(string name)
    {
        OptionProperty changed = SearchOptionList.Find(name);
        object[] values = OtherValues.Of(changed);
        SearchRequest sent = Plain.With((name, values[^1]));
        SearchRequest answered = new QueryOverrides(SearchOptionsPatch.Of([(changed, values[0])]), "twin").Apply(sent);
        Assert.Equal(values[0], changed.Get(answered.Options));
        Assert.Equal(new CollectionId("t", "twin"), answered.Collection);
        // An override may set the default too, which leaving it out does not.
        object? usual = changed.Get(new SearchOptions());
        Assert.Equal(usual, changed.Get(SearchOptionsPatch.Of([(changed, usual)]).Apply(sent.Options)));
        Assert.Equal(values[^1], changed.Get(SearchOptionsPatch.Of([]).Apply(sent.Options)));
    }
}

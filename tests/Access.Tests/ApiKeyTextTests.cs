using RagCluster.Access.Keys;

namespace RagCluster.Access.Tests;

/// <summary>Keys are read back from their text, and nothing else is taken for one.</summary>
public sealed class ApiKeyTextTests
{
    [Fact]
    public void New_IsReadBack()
    {
        ApiKeyText key = ApiKeyText.New();
        Assert.Equal(key, ApiKeyText.Parse(key.ToString()));
        Assert.True(key.Matches(key.Hash()));
    }

    [Fact]
    public void EachCharacter_MattersToTheHash()
    {
        ApiKeyText key = ApiKeyText.New();
        string text = key.ToString();
        for (int i = ApiKeyText.Prefix.Length; i < text.Length; i++)
        {
            if (text[i] == '-')
                continue;
            char other = text[i] == 'a' ? 'b' : 'a';
            ApiKeyText changed = ApiKeyText.Parse($"{text[..i]}{other}{text[(i + 1)..]}")!;
            Assert.False(changed.Matches(key.Hash()), $"A change at {i} made no difference.");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("sk-rag-")]
    [InlineData("sk-rag-abcdefgh")]
    [InlineData("sk-rag-abcdefgh-0123456789012345678901234567890")]
    [InlineData("sk-rag-abcdefgh-012345678901234567890123456789012")]
    [InlineData("sk-rag-abcdefgh_01234567890123456789012345678901")]
    [InlineData("sk-rag-abcd/fgh-01234567890123456789012345678901")]
    [InlineData("sk-rag-abcdefgh-0123456789012345678901234567890\u00e9")]
    [InlineData("SK-RAG-abcdefgh-01234567890123456789012345678901")]
    public void OtherTexts_AreNoKeys(string text) => Assert.Null(ApiKeyText.Parse(text));

    [Fact]
    public void FixedSecret_TakesItselfOnly()
    {
        string text = new('x', FixedSecret.LengthMin);
        FixedSecret secret = new(text);
        Assert.True(secret.Matches(text));
        Assert.False(secret.Matches(text + "x"));
        Assert.False(secret.Matches(text[1..]));
        Assert.False(secret.Matches(""));
        Assert.Throws<ArgumentException>(() => new FixedSecret(text[1..]));
    }
}

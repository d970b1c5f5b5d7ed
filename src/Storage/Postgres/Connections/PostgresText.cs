using System.Text;

namespace RagCluster.Storage.Postgres.Connections;

/// <summary>Texts as PostgreSQL can keep them: no NUL, no half of a surrogate pair. SQLite replaces the latter in the same way.</summary>
internal static class PostgresText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text itself, or a copy with U+FFFD in the place of what can't be kept.</summary>
    /// <param name="text">The text.</param>
    public static string Clean(string text)
    {
        foreach (char c in text)
        {
            if (c == '\0' || char.IsSurrogate(c))
            {
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', Replacement);
            }
        }

        return text;
    }
}

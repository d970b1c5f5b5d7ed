using System.Text;

namespace RagCluster.Caching.Keys;

/// <summary>What is the same question.</summary>
public static class QueryText
{
    /// <summary>
    /// Drops white space and control characters at the ends and makes every run of them inside one space. Letters stay as they are: models
    /// tell upper case from lower, and quotation marks mean something.
    /// </summary>
    /// <param name="query">The query.</param>
    public static string Normalize(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (IsNormal(query))
            return query;
        StringBuilder text = new(query.Length);
        bool isGap = false;
        foreach (char unit in query)
        {
            if (char.IsWhiteSpace(unit) || char.IsControl(unit))
            {
                isGap = text.Length > 0;
                continue;
            }

            if (isGap)
                text.Append(' ');
            isGap = false;
            text.Append(unit);
        }

        return text.ToString();
    }

    private static bool IsNormal(string query)
    {
        bool isGap = true;
        foreach (char unit in query)
        {
            bool isSpace = unit == ' ';
            if (isSpace ? isGap : char.IsWhiteSpace(unit) || char.IsControl(unit))
                return false;
            isGap = isSpace;
        }

        return !isGap || query.Length == 0;
    }
}

using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagCluster.Text.Reading.Docx;

/// <summary>The marks of list items: a dash, or the number that Word would show (decimal, whatever its style).</summary>
internal sealed class DocxLists
{
    private const int LevelsMax = 9;

    private readonly Dictionary<int, AbstractNum> _definitions = [];
    private readonly Dictionary<(int List, int Level), int> _counts = [];

    private readonly DocxStyles _styles;

    internal DocxLists(MainDocumentPart main, DocxStyles styles)
    {
        _styles = styles;
        if (main.NumberingDefinitionsPart?.Numbering is not { } numbering)
            return;
        Dictionary<int, AbstractNum> definitions = numbering
            .Elements<AbstractNum>()
            .Where(d => d.AbstractNumberId?.Value is not null)
            .GroupBy(d => d.AbstractNumberId!.Value)
            .ToDictionary(g => g.Key, g => g.First());
        foreach (NumberingInstance instance in numbering.Elements<NumberingInstance>())
        {
            if (
                instance.NumberID?.Value is int id
                && instance.AbstractNumId?.Val?.Value is int definition
                && definitions.TryGetValue(definition, out AbstractNum? found)
            )
                _definitions.TryAdd(id, found);
        }
    }

    /// <summary>The mark of a paragraph that is numbered; empty for one that is not, and for a heading with bullets.</summary>
    internal string Number(Paragraph paragraph, bool isHeading)
    {
        NumberingProperties? properties = _styles.Numbering(paragraph);
        if (properties?.NumberingId?.Val?.Value is not (> 0 and var list))
            return string.Empty;
        int level = Math.Clamp(properties.NumberingLevelReference?.Val?.Value ?? 0, 0, LevelsMax - 1);
        string indent = isHeading ? string.Empty : BlockDetail.Indentation(level);
        if (Format(list, level) is not { } format || format == NumberFormatValues.None)
            return isHeading ? string.Empty : indent + "- ";
        if (format == NumberFormatValues.Bullet)
            return isHeading ? string.Empty : indent + "- ";
        int number = _counts[(list, level)] = _counts.GetValueOrDefault((list, level)) + 1;
        for (int deeper = level + 1; deeper < LevelsMax; deeper++)
            _counts.Remove((list, deeper));
        return $"{indent}{number}. ";
    }

    private NumberFormatValues? Format(int list, int level) =>
        _definitions.TryGetValue(list, out AbstractNum? definition)
            ? definition.Elements<Level>().FirstOrDefault(l => l.LevelIndex?.Value == level)?.NumberingFormat?.Val?.Value
            : null;
}

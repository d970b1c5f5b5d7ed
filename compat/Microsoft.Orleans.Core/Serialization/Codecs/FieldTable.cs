using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Wire;

/// <summary>The numbered members of a type, level by level from the base type down: each level numbers its own.</summary>
internal sealed class FieldTable<T>
{
    private readonly FieldCodec<T>[][] _levels;

    public FieldTable(IEnumerable<IEnumerable<SerializedMember>> levels) =>
        _levels = [.. levels.Select(level => level.OrderBy(m => m.Id).Select(Make).ToArray())];

    /// <summary>Writes the members of all levels and the end.</summary>
    public void Write(WireWriter writer, ref T source)
    {
        for (int i = 0; i < _levels.Length; i++)
        {
            if (i > 0)
                writer.WriteMark(WireMark.EndBase);
            foreach (FieldCodec<T> field in _levels[i])
                field.Write(writer, ref source);
        }

        writer.WriteMark(WireMark.End);
    }

    /// <summary>Reads members up to the end. Those that are not known are passed over; those that are missing stay as they are.</summary>
    public void Read(WireReader reader, ref T target)
    {
        int level = 0;
        int expected = 0;
        for (WireTag tag = reader.ReadTag(); !tag.IsEnd; tag = reader.ReadTag())
        {
            if (tag.IsEndBase)
            {
                level++;
                expected = 0;
            }
            else if (level < _levels.Length && Find(_levels[level], tag.Id, ref expected) is { } field)
            {
                field.Read(reader, tag, ref target);
            }
            else
            {
                reader.Skip(tag);
            }
        }
    }

    // Members come in the order of their numbers: nearly always the next one is meant.
    private static FieldCodec<T>? Find(FieldCodec<T>[] fields, uint id, ref int expected)
    {
        for (int i = expected; i < fields.Length; i++)
        {
            if (fields[i].Id != id)
                continue;
            expected = i + 1;
            return fields[i];
        }

        return Array.Find(fields, f => f.Id == id);
    }

    private static FieldCodec<T> Make(SerializedMember member) =>
        (FieldCodec<T>)Activator.CreateInstance(typeof(FieldCodec<,>).MakeGenericType(typeof(T), member.Type), member)!;
}

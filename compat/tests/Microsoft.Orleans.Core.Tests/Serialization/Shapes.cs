using System.Collections.Immutable;

namespace Orleans.Core.Tests.Serialization;

/// <summary>Types of every kind that the serializer writes.</summary>
public static class Shapes
{
    [GenerateSerializer, Alias("shapes.animal")]
    public class Animal
    {
        [Id(0)]
        public string? Name { get; set; }

        [Id(1)]
        public Animal? Friend { get; set; }
    }

    [GenerateSerializer, Alias("shapes.dog")]
    public sealed class Dog : Animal
    {
        [Id(0)]
        public int Tricks { get; set; }
    }

    [GenerateSerializer, Alias("shapes.point")]
    public record struct Point([property: Id(0)] int X, [property: Id(1)] double Y);

    [GenerateSerializer, Alias("shapes.passage")]
    public sealed record Passage(string Text, float[] Vector, ImmutableArray<Point> Points, Guid? Source)
    {
        [Id(10)]
        public IReadOnlyList<object?> Extras { get; init; } = [];
    }

    [GenerateSerializer, Alias("shapes.box`1")]
    public sealed class Box<T>
    {
        [Id(0)]
        private readonly T? _value;

        public Box() { }

        public Box(T value) => _value = value;

        [Id(40)]
        public long Large { get; set; } = 7;

        public T? Value => _value;
    }

    [GenerateSerializer]
    public sealed class Failure(string message, int code) : Exception(message)
    {
        [Id(0)]
        public int Code { get; } = code;
    }

    public sealed class Unmarked
    {
        public int Number { get; set; }
    }

    public static Passage Sample { get; } =
        new("Text with ü and 漢", [1, -2.5f, float.NaN], [new(1, 2), new(-3, 0.5)], new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))
        {
            Extras =
            [
                1,
                "two",
                3.0,
                null,
                new Dog { Name = "Rex", Tricks = 3 },
                new Point(4, 5),
                new Dictionary<string, List<int>> { ["a"] = [1, 2] },
            ],
        };
}

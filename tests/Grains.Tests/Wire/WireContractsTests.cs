using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Collections;

namespace RagCluster.Grains.Tests.Wire;

/// <summary>What travels between silos is listed in WireContracts.txt; a change that old builds could not read shows up there.</summary>
public sealed class WireContractsTests
{
    [Fact]
    public void Contracts_EqualTheList()
    {
        string actual = Describe();
        string listed = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "WireContracts.txt")).ReplaceLineEndings("\n");
        Assert.True(actual == listed, $"src/Grains.Interfaces/WireContracts.txt should read:\n{actual}");
    }

    [Fact]
    public void Contracts_AllHaveAnAlias()
    {
        string[] without = [.. Types().Where(t => t.GetCustomAttribute<AliasAttribute>(inherit: false) is null).Select(t => t.FullName!)];
        Assert.Empty(without);
    }

    [Fact]
    public void Members_OfARecordHaveDistinctIds()
    {
        string[] doubled =
        [
            .. from type in Types().Where(t => !t.IsInterface)
            from id in Members(type).GroupBy(m => m.Id)
            where id.Count() > 1
            select $"{type.Name} {id.Key}",
        ];
        Assert.Empty(doubled);
    }

    [Fact]
    public void Links_OfAnEarlierBuild_AreNone()
    {
        Assert.Empty(((AnswerSentence)RuntimeHelpers.GetUninitializedObject(typeof(AnswerSentence))).Links);
        Assert.Empty(((Chunk)RuntimeHelpers.GetUninitializedObject(typeof(Chunk))).Links);
    }

    private static string Describe()
    {
        StringBuilder text = new();
        foreach (Type type in Types().OrderBy(t => Alias(t), StringComparer.Ordinal))
        {
            text.Append(Alias(type)).Append('\n');
            if (type.IsInterface)
            {
                foreach (MethodInfo method in type.GetMethods().OrderBy(m => m.Name, StringComparer.Ordinal))
                    text.Append("  ")
                        .Append(method.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? method.Name)
                        .Append('(')
                        .AppendJoin(
                            ", ",
                            method
                                .GetParameters()
                                .Where(p => p.ParameterType != typeof(CancellationToken))
                                .Select(p => Name(p.ParameterType))
                        )
                        .Append(") ")
                        .Append(Name(method.ReturnType))
                        .Append('\n');
            }

            foreach ((uint id, string name, Type memberType) in Members(type).OrderBy(m => m.Id))
                text.Append("  ").Append(id).Append(' ').Append(name).Append(' ').Append(Name(memberType)).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<Type> Types() =>
        new[] { typeof(ICollectionGrain).Assembly, typeof(CollectionId).Assembly }
            .SelectMany(a => a.GetExportedTypes())
            .Where(t =>
                t.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null
                || (t.IsInterface && typeof(IGrain).IsAssignableFrom(t))
            );

    private static IEnumerable<(uint Id, string Name, Type Type)> Members(Type type) =>
        from property in type.GetProperties(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
        )
        let id = property.GetCustomAttribute<IdAttribute>()
        where id is not null
        select (id.Id, property.Name, property.PropertyType);

    private static string Alias(Type type) => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? type.FullName!;

    private static string Name(Type type) =>
        type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
}

using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Runtime;

/// <summary>
/// Makes the classes that implement grain interfaces by sending calls: what the official source generator writes at build time.
/// </summary>
internal static class ReferenceEmitter
{
    private const string AssemblyName = "Microsoft.Orleans.Core.References";
    private static readonly ConcurrentDictionary<Type, Func<GrainReferenceShared, GrainId, GrainReference>> Makers = new();
    private static readonly Lock Emitting = new();
    private static readonly HashSet<string> Opened = [];

    private static readonly AssemblyBuilder Dynamic = AssemblyBuilder.DefineDynamicAssembly(
        new AssemblyName(AssemblyName),
        AssemblyBuilderAccess.Run
    );

    private static readonly ModuleBuilder Module = Dynamic.DefineDynamicModule(AssemblyName);

    private static readonly ConstructorInfo BaseConstructor = typeof(GrainReference).GetConstructor(
        BindingFlags.Instance | BindingFlags.NonPublic,
        [typeof(GrainReferenceShared), typeof(GrainId)]
    )!;

    private static readonly MethodInfo CloseMethod = typeof(GrainMethod).GetMethod(nameof(GrainMethod.Close))!;
    private static int _counter;

    public static Func<GrainReferenceShared, GrainId, GrainReference> For(Type interfaceType) =>
        Makers.GetOrAdd(
            interfaceType,
            static type =>
            {
                lock (Emitting)
                    return Emit(type);
            }
        );

    private static Func<GrainReferenceShared, GrainId, GrainReference> Emit(Type interfaceType)
    {
        if (!interfaceType.IsInterface || !typeof(IAddressable).IsAssignableFrom(interfaceType))
            throw new InvalidOperationException($"Type {interfaceType} is not a grain interface.");
        Open(typeof(GrainReference).Assembly);
        OpenAll(interfaceType);
        var type = Module.DefineType(
            $"{interfaceType.Name}#{++_counter}",
            TypeAttributes.Sealed | TypeAttributes.Public,
            typeof(GrainReference),
            [interfaceType]
        );
        EmitConstructor(type);
        var methods = new Dictionary<string, GrainMethod>();
        foreach (var declaring in interfaceType.GetInterfaces().Prepend(interfaceType))
        {
            OpenAll(declaring);
            foreach (var method in GrainMethodTable.DeclaredBy(declaring))
            {
                var field = type.DefineField($"m{methods.Count}", typeof(GrainMethod), FieldAttributes.Static | FieldAttributes.Public);
                methods.Add(field.Name, method);
                EmitMethod(type, field, method.Method);
            }
        }

        var created = type.CreateType();
        foreach (var (name, method) in methods)
            created.GetField(name)!.SetValue(null, method);
        return Constructor(created);
    }

    private static void EmitConstructor(TypeBuilder type)
    {
        var constructor = type.DefineConstructor(
            MethodAttributes.Public,
            CallingConventions.HasThis,
            [typeof(GrainReferenceShared), typeof(GrainId)]
        );
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, BaseConstructor);
        il.Emit(OpCodes.Ret);
    }

    private static void EmitMethod(TypeBuilder type, FieldBuilder field, MethodInfo method)
    {
        var parameters = method.GetParameters();
        var builder = type.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private
                | MethodAttributes.Virtual
                | MethodAttributes.Final
                | MethodAttributes.HideBySig
                | MethodAttributes.NewSlot
        );
        var generics = DefineGenerics(builder, method);
        Type Map(Type t) => generics.Length == 0 ? t : Substitute(t, method.GetGenericArguments(), generics);
        builder.SetReturnType(Map(method.ReturnType));
        builder.SetParameters([.. parameters.Select(p => Map(p.ParameterType))]);
        var il = builder.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldsfld, field);
        if (generics.Length > 0)
        {
            EmitArray(
                il,
                typeof(Type),
                generics.Length,
                i =>
                {
                    il.Emit(OpCodes.Ldtoken, generics[i]);
                    il.Emit(OpCodes.Call, typeof(Type).GetMethod(nameof(Type.GetTypeFromHandle))!);
                }
            );
            il.Emit(OpCodes.Call, CloseMethod);
        }

        EmitArray(
            il,
            typeof(object),
            parameters.Length,
            i =>
            {
                il.Emit(OpCodes.Ldarg, (short)(i + 1));
                il.Emit(OpCodes.Box, Map(parameters[i].ParameterType));
            }
        );
        il.Emit(OpCodes.Call, CallerFor(method, Map(method.ReturnType)));
        il.Emit(OpCodes.Ret);
        type.DefineMethodOverride(builder, method);
    }

    private static void EmitArray(ILGenerator il, Type element, int length, Action<int> emitElement)
    {
        il.Emit(OpCodes.Ldc_I4, length);
        il.Emit(OpCodes.Newarr, element);
        for (var i = 0; i < length; i++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldc_I4, i);
            emitElement(i);
            il.Emit(OpCodes.Stelem_Ref);
        }
    }

    private static MethodInfo CallerFor(MethodInfo method, Type result)
    {
        var definition = result.IsGenericType ? result.GetGenericTypeDefinition() : result;
        var name =
            definition == typeof(Task) ? nameof(GrainReference.CallTask)
            : definition == typeof(Task<>) ? nameof(GrainReference.CallTaskOf)
            : definition == typeof(ValueTask) ? nameof(GrainReference.CallValueTask)
            : definition == typeof(ValueTask<>) ? nameof(GrainReference.CallValueTaskOf)
            : definition == typeof(IAsyncEnumerable<>) ? nameof(GrainReference.CallEnumerable)
            : definition == typeof(void) ? nameof(GrainReference.CallVoid)
            : throw new NotSupportedException(
                $"{method.DeclaringType}.{method.Name} returns {result}: a grain method returns Task, ValueTask, "
                    + $"IAsyncEnumerable<T> or void."
            );
        var caller = typeof(GrainReference).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!;
        return result.IsGenericType ? caller.MakeGenericMethod(result.GetGenericArguments()) : caller;
    }

    private static GenericTypeParameterBuilder[] DefineGenerics(MethodBuilder builder, MethodInfo method)
    {
        if (!method.IsGenericMethodDefinition)
            return [];
        var originals = method.GetGenericArguments();
        var generics = builder.DefineGenericParameters([.. originals.Select(a => a.Name)]);
        for (var i = 0; i < generics.Length; i++)
        {
            generics[i].SetGenericParameterAttributes(originals[i].GenericParameterAttributes);
            foreach (var constraint in originals[i].GetGenericParameterConstraints())
            {
                var mapped = Substitute(constraint, originals, generics);
                if (constraint.IsInterface)
                    generics[i].SetInterfaceConstraints(mapped);
                else
                    generics[i].SetBaseTypeConstraint(mapped);
            }
        }

        return generics;
    }

    private static Type Substitute(Type type, Type[] from, GenericTypeParameterBuilder[] to)
    {
        if (type.IsGenericMethodParameter)
            return to[Array.IndexOf(from, type)];
        if (type.IsArray)
            return Substitute(type.GetElementType()!, from, to).MakeArrayType();
        return type.IsGenericType && type.ContainsGenericParameters
            ? type.GetGenericTypeDefinition().MakeGenericType([.. type.GetGenericArguments().Select(a => Substitute(a, from, to))])
            : type;
    }

    private static Func<GrainReferenceShared, GrainId, GrainReference> Constructor(Type type)
    {
        var shared = Expression.Parameter(typeof(GrainReferenceShared));
        var id = Expression.Parameter(typeof(GrainId));
        var constructor = type.GetConstructor([typeof(GrainReferenceShared), typeof(GrainId)])!;
        return Expression
            .Lambda<Func<GrainReferenceShared, GrainId, GrainReference>>(Expression.New(constructor, shared, id), shared, id)
            .Compile();
    }

    private static void OpenAll(Type type)
    {
        Open(type.Assembly);
        foreach (var argument in type.GetGenericArguments())
            Open(argument.Assembly);
    }

    // Grain interfaces may be internal: the runtime lets a dynamic assembly see what it names so.
    private static void Open(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        if (!Opened.Add(name))
            return;
        var attribute = typeof(System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
        Dynamic.SetCustomAttribute(new CustomAttributeBuilder(attribute, [name]));
    }
}
